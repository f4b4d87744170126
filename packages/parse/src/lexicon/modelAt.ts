import { runModelOf, runModels } from '@infinitio/domain'
import type { Found } from '../signs/meaning.ts'
import { foldText } from '../text/foldText.ts'
import { type Phrases, phraseAt, phrasesOf } from '../text/knownWords.ts'

/** A family of models: the pattern of its names, and a function that returns the slug for a version and a size. */
type Family = { readonly pattern: RegExp; readonly slugOf: (found: Readonly<Record<string, string | undefined>>) => string }

const gap = String.raw`[\s:_./-]*`
const size = String.raw`(?:${gap}(?<size>\d{1,4}(?:\.\d)?)b)?`
const end = '(?![a-z0-9])'
/** The end of a model's name. It rejects names such as "llama-factory" or "llama.cpp", which begin with the name of a model family but are not models. */
const noName = String.raw`(?![a-z0-9]|[-_.](?!instruct|chat|it${end}|base|gguf)[a-z])`

/** The end of the names of files and repositories of video models. */
const videoEnd = String.raw`(?:${gap}(?:480|540|720)p)?(?:${gap}(?:fp16|bf16))?(?:${gap}diffusers)?(?:\.safetensors)?`

const families: readonly Family[] = [
  family(String.raw`(?:meta${gap})?llama(?:${gap}v?(?<version>[234](?:\.\d)?)(?![\d.]*b))?${size}`, ({ version = '3', size: billions }) => {
    const isThree = version.startsWith('3')
    if (billions === undefined) return version === '3' || version === '3.3' ? 'llama-3.3-70b' : isThree ? 'llama-3.1-8b' : `llama-${version}`
    const known = new Map([
      ['8', 'llama-3.1-8b'],
      ['70', 'llama-3.3-70b'],
      ['405', 'llama-3.1-405b'],
    ]).get(billions)
    return isThree && known !== undefined ? known : `${billions}b`
  }),
  // Before the family of Qwen, whose Chinese name begins with the same two characters.
  family(
    String.raw`(?:通义${gap}万相|万相|wanx?)${gap}(?<version>2\.\d)(?:${gap}(?<task>[a-z]{1,3}2v))?(?:${gap}a?(?<size>\d{1,2}(?:\.\d)?)b)?${videoEnd}`,
    ({ version = '', task = 't2v', size: billions = '14' }) => (task === 't2v' ? `wan${version}-${billions}b` : `wan${version}-${task}`),
  ),
  family(String.raw`(?:通义千问|通义|千问|qwen)(?:${gap}(?<version>1\.5|2\.5|2|3)(?![\d.]*b))?${size}`, ({ version = '2.5', size: billions }) =>
    billions === undefined ? (version === '2.5' ? 'qwen2.5-7b' : `qwen${version}`) : (known(`qwen${version}-${billions}b`) ?? `${billions}b`),
  ),
  family(String.raw`deepseek${gap}r1${gap}distill${gap}(?<base>qwen|llama)${size}`, ({ base = '', size: billions = '' }) => {
    const slug = `deepseek-r1-distill-${base}-${billions}b`
    return known(slug) ?? `${billions}b`
  }),
  family(String.raw`deepseek(?:${gap}(?<version>r1|v[23](?:\.\d)?))?${size}`, ({ version = 'r1', size: billions }) => {
    if (version !== 'r1') return `deepseek-${version}`
    if (billions === undefined || billions === '671') return 'deepseek-r1'
    return known(`deepseek-r1-distill-llama-${billions}b`) ?? known(`deepseek-r1-distill-qwen-${billions}b`) ?? `${billions}b`
  }),
  family(String.raw`gpt${gap}oss${size}`, ({ size: billions = '120' }) => known(`gpt-oss-${billions}b`) ?? `gpt-oss-${billions}b`),
  family(String.raw`mixtral(?:${gap}(?<experts>8x\d{1,2}b))?`, ({ experts = '8x7b' }) => `mixtral-${experts}`),
  family(String.raw`mistral${size}`, ({ size: billions = '7' }) => known(`mistral-${billions}b`) ?? `${billions}b`),
  family(
    String.raw`gemma(?:${gap}(?<version>[123])(?![\d.]*b))?${size}`,
    ({ version = '2', size: billions = '9' }) => known(`gemma-${version}-${billions}b`) ?? `${billions}b`,
  ),
  family(String.raw`phi(?:${gap}(?<version>\d))?(?:${gap}14b)?`, ({ version = '4' }) => `phi-${version}`),
  family(
    String.raw`(?:sd${gap}xl|stable${gap}diffusion(?:${gap}xl)?(?<version>\s*v?[1-4](?:\.\d)?(?!\.\d))?)(?:${gap}base)?(?:${gap}1\.0)?(?:\.safetensors)?`,
    ({ version }) => (version === undefined || version.trim() === '1.0' ? 'sdxl' : `stable-diffusion-${version.trim()}`),
  ),
  family(String.raw`flux(?:${gap}1)?(?:${gap}dev)?`, () => 'flux.1-dev'),
  family(String.raw`whisper(?:${gap}large)?(?:${gap}v3)?`, () => 'whisper-large-v3'),
  family(String.raw`(?:hunyuan${gap}video|混元${gap}视频)(?:${gap}(?<version>\d\.\d))?(?:${gap}t2v)?${videoEnd}`, ({ version }) =>
    version === undefined ? 'hunyuan-video' : `hunyuan-video-${version}`,
  ),
]

/**
 * Other models of the list `runModels`, by their names. They belong to none of the families that have a pattern. Video models are left out, because a longer
 * name that begins with theirs is another model, such as HunyuanVideo-Avatar.
 */
const named: Phrases<string> = phrasesOf(
  runModels
    .filter(({ kind }) => kind !== 'video')
    .flatMap(({ slug, name, also }) => [slug, name, ...also].map((word) => [foldText(word).text, slug] as const)),
)

const address = /(?:https?:\/\/)?(?:(?:www\.)?huggingface\.co\/|hf\.co\/|(?:www\.)?ollama\.com\/(?:library\/)?)?(?:[a-z0-9][\w.-]*\/)?/y
const sizeAlone = /(\d{1,4}(?:\.\d)?)\s*(?:b|billion)(?![a-z0-9])/y
const chineseSize = /(?:(\d{1,5}(?:\.\d+)?)\s*|([百千]))亿(?:参数)?/y

/**
 * Returns the model with a name that begins at `from` in the text, or null. Reads names, ids and URLs of Hugging Face, Ollama tags, file names, and sizes such
 * as `70b`. If a name belongs to a known family but not to a model in the list, the whole name counts as unknown.
 */
export function modelAt(text: string, from: number): Found | null {
  address.lastIndex = from
  address.exec(text)
  const start = Math.max(from, address.lastIndex)
  return nameAt(text, start) ?? (start === from ? sizeAt(text, from) : nameAt(text, from))
}

function nameAt(text: string, from: number): Found | null {
  for (const { pattern, slugOf } of families) {
    pattern.lastIndex = from
    const match = pattern.exec(text)
    if (match === null) continue
    const slug = slugOf(match.groups ?? {})
    return { meaning: known(slug) === null ? { kind: 'unknown' } : { kind: 'model', slug }, to: pattern.lastIndex }
  }
  const found = phraseAt(named, text, from)
  return found === null ? null : { meaning: { kind: 'model', slug: found.meaning }, to: found.to }
}

function sizeAt(text: string, from: number): Found | null {
  sizeAlone.lastIndex = from
  const billions = sizeAlone.exec(text)?.[1]
  if (billions !== undefined && known(`${billions}b`) !== null) return { meaning: { kind: 'model', slug: `${billions}b` }, to: sizeAlone.lastIndex }
  chineseSize.lastIndex = from
  const match = chineseSize.exec(text)
  if (match === null) return null
  const tenths = match[2] === undefined ? Math.round(Number(match[1])) : match[2] === '千' ? 1_000 : 100
  const slug = `${tenths % 10 === 0 ? tenths / 10 : `${Math.floor(tenths / 10)}.${tenths % 10}`}b`
  return known(slug) === null ? null : { meaning: { kind: 'model', slug }, to: chineseSize.lastIndex }
}

function known(slug: string): string | null {
  return runModelOf(slug) === null ? null : slug
}

function family(pattern: string, slugOf: Family['slugOf']): Family {
  return { pattern: new RegExp(`${pattern}${noName}`, 'y'), slugOf }
}
