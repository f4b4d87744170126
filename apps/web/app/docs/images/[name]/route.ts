import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { docsFolder } from '#web/features/docs/docsFolder.ts'

/**
 * `/docs/images/quickstart-renter-1.webp`: serves a picture of a guide. Accepts only names of lower-case letters, digits and hyphens that end in `.webp`, and
 * answers 404 to all others, so that no request can read outside the folder.
 */
export async function GET(_: Request, { params }: { readonly params: Promise<{ readonly name: string }> }): Promise<Response> {
  const { name } = await params
  if (!/^[a-z0-9][a-z0-9-]{0,60}\.webp$/.test(name)) return new Response(null, { status: 404 })
  const bytes = await readFile(path.join(docsFolder(), 'images', name)).catch(() => null)
  if (bytes === null) return new Response(null, { status: 404 })
  return new Response(bytes, { headers: { 'content-type': 'image/webp', 'cache-control': 'public, max-age=3600' } })
}
