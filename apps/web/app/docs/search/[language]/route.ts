import { docEntries } from '#web/features/docs/search/docEntries.ts'
import { languages } from '#web/i18n/reading.ts'

/** `/docs/search/en`: everything that the search of the docs can find, as JSON. The browser loads it at the first search and indexes it. */
export async function GET(_: Request, { params }: { readonly params: Promise<{ readonly language: string }> }): Promise<Response> {
  const wanted = (await params).language
  const language = languages.find((one) => one === wanted)
  if (language === undefined) return new Response(null, { status: 404 })
  return Response.json(await docEntries(language), { headers: { 'cache-control': 'public, max-age=300' } })
}
