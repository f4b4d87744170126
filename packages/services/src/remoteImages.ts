import { isRecord, parsedRecord } from './jsonText.ts'
import { contentField } from './responsesBody.ts'
import { responsesPath } from './wireNames.ts'

/**
 * The files that a prompt names by their URLs. `images` are the URLs of images in the form of chat completions or of the Responses API, once for each time that
 * the prompt names them. `isOther` is true if the prompt names another file, or is nested too deeply to be searched.
 */
type RemoteFiles = { readonly images: readonly string[]; readonly isOther: boolean }

const deepest = 32
const anyUrl = /^\s*[a-z][a-z0-9+.-]*:\/\//i
const webUrl = /^\s*https?:\/\//i
const dataUrl = /^\s*data:/i
/** The names of fields whose texts a model server reads as URLs or as paths of files, whatever form they have. */
const urlNames = /^(?:.*_)?(?:url|image)$/i
/** The types of parts that contain only text. A URL in a text is not fetched. */
const textTypes: ReadonlySet<unknown> = new Set(['text', 'input_text', 'output_text', 'refusal', 'summary_text', 'reasoning_text'])
const noImages: ReadonlyMap<string, string> = new Map()

/** Finds the files that the contents of messages name by their URLs. */
export function remoteFilesOf(contents: readonly unknown[]): RemoteFiles {
  const search = new ContentSearch(noImages)
  for (const content of contents) search.walk(content, top)
  return search
}

/**
 * Returns the body of a request with the data of images in place of their URLs. `images` has a `data:` URL for each URL. It replaces exactly the URLs that
 * `remoteFilesOf` finds. The body is written again, so a model server reads exactly the fields that were searched, even if the text had two fields with one
 * name.
 */
export function withImageData(
  body: Uint8Array,
  { path, images }: { readonly path: string; readonly images: ReadonlyMap<string, string> },
): Uint8Array {
  const value = parsedRecord(new TextDecoder().decode(body)) ?? {}
  const list = path === responsesPath ? 'input' : 'messages'
  const search = new ContentSearch(images)
  const changed = (item: unknown) => {
    if (!isRecord(item)) return item
    const field = path === responsesPath ? contentField(item) : 'content'
    return field === null ? item : { ...item, [field]: search.walk(item[field], top) }
  }
  const items: unknown = value[list]
  return new TextEncoder().encode(JSON.stringify(Array.isArray(items) ? { ...value, [list]: items.map(changed) } : value))
}

/**
 * `image` is the URL of the image to which a value belongs. `isText` is true for the content of a message, whose texts are not URLs, and `isUrl` for the value
 * of a field whose texts are URLs.
 */
type Place = { readonly depth: number; readonly image: string | null; readonly isText: boolean; readonly isUrl: boolean }

const top: Place = { depth: 0, image: null, isText: true, isUrl: false }

/** Searches contents of messages for URLs, and replaces those of images. */
class ContentSearch {
  readonly images: string[] = []
  isOther = false
  readonly #data: ReadonlyMap<string, string>

  constructor(data: ReadonlyMap<string, string>) {
    this.#data = data
  }

  /** Returns the value with the data of images in place of their URLs. */
  walk(value: unknown, place: Place): unknown {
    const { depth, image, isText, isUrl } = place
    if (typeof value === 'string') return isText || !(anyUrl.test(value) || (isUrl && !dataUrl.test(value))) ? value : this.#note(value, image)
    if (typeof value !== 'object' || value === null) return value
    if (depth > deepest) {
      this.isOther = true
      return value
    }
    if (Array.isArray(value)) return value.map((inner) => this.walk(inner, { ...place, depth: depth + 1 }))
    if (!isRecord(value) || textTypes.has(value['type'])) return value
    const inside = { depth: depth + 1, image: imageOf(value) ?? image, isText: false }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.walk(inner, { ...inside, isUrl: urlNames.test(name) })]))
  }

  #note(url: string, image: string | null): string {
    if (url !== image) {
      this.isOther = true
      return url
    }
    this.images.push(url)
    return this.#data.get(url) ?? url
  }
}

function imageOf({ type, image_url }: Readonly<Record<string, unknown>>): string | null {
  if (type !== 'image_url' && type !== 'input_image') return null
  const url = isRecord(image_url) ? image_url['url'] : image_url
  return typeof url === 'string' && webUrl.test(url) ? url : null
}
