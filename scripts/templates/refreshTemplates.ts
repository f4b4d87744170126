import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isTemplateId, parseTemplatePins, type TemplatePin, type TemplatePins, workloadTemplates } from '@infinitio/domain'
import { checkout } from '../start/dataFolder.ts'
import { type RegistryHosts, resolveDigest } from './resolveDigest.ts'

/** The file with the pins of a release. */
export const shippedPinsFile = join(checkout, 'apps/api/src/settings/templatePins.json')

const usage = `Usage: npm run admin -- templates refresh [--only TEMPLATE]… [--file FILE] [--mirror REGISTRY=URL]…

Asks each template's registry for the digest of its image and writes it, with its date, to FILE (left out: the file that a release ships).
A template whose registry does not answer keeps the digest it has.`

/**
 * `npm run admin -- templates refresh`: prints one line for each template with an image. Returns the exit code: 0 success, 1 a registry did not
 * answer, 2 usage error.
 */
export async function refreshTemplates(words: readonly string[]): Promise<number> {
  const asked = readWords(words)
  if (asked === null) {
    process.stderr.write(`${usage}\n`)
    return 2
  }
  const before = existsSync(asked.file) ? parseTemplatePins(JSON.parse(readFileSync(asked.file, 'utf8'))) : {}
  const after: Record<string, TemplatePin> = { ...before }
  let failed = 0
  for (const template of workloadTemplates) {
    if (template.image === null || (asked.only.length > 0 && !asked.only.includes(template.id))) continue
    const [registry = '', ...path] = template.image.split('/')
    try {
      const digest = await resolveDigest({ registry, repository: path.join('/'), tag: template.tag }, asked.mirrors)
      const reference = `${template.image}@${digest}`
      const isNew = before[template.id]?.reference !== reference
      after[template.id] = { reference, tag: template.tag, fetchedAt: `${new Date().toISOString().slice(0, 19)}Z` }
      console.log(`${template.id}: ${template.tag} is ${digest}${isNew ? '' : ', as before'}`)
    } catch (error) {
      failed += 1
      console.log(`${template.id}: ${reasonOf(error)}; ${template.id in before ? 'its digest stays' : 'not pinned'}`)
    }
  }
  writeWhole(asked.file, after)
  return failed === 0 ? 0 : 1
}

function readWords(words: readonly string[]): { only: readonly string[]; file: string; mirrors: RegistryHosts } | null {
  try {
    const several = { type: 'string', multiple: true, default: [] as string[] } as const
    const options = { only: several, mirror: several, file: { type: 'string', default: shippedPinsFile } } as const
    const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true })
    const mirrors = values.mirror.map((text) => text.split('='))
    const isGood = mirrors.every(([registry = '', url = ''], at) => registry !== '' && URL.canParse(url) && mirrors[at]?.length === 2)
    if (positionals.join(' ') !== 'refresh' || !isGood || !values.only.every(isTemplateId)) return null
    return {
      only: values.only,
      file: values.file,
      mirrors: Object.fromEntries(mirrors.map(([registry, url = '']) => [registry, url.replace(/\/$/, '')])),
    }
  } catch {
    // parseArgs throws for an unknown option. The usage text lists the known ones.
    return null
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}

/** A reader of the file gets the complete old or the complete new content. */
function writeWhole(file: string, pins: TemplatePins): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(pins, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}
