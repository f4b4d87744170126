import type { CatalogueClass } from '../lexicon/catalogue.ts'
import { numberOf, numberPattern } from '../text/numbers.ts'
import { type Rule, rule } from './rule.ts'

const end = '(?![a-z0-9])'
const seconds = String.raw`(?<unit>seconds?|secs?|s|minutes?|mins?|秒钟?|分钟)`

const pictureNames = '(?:flux|sdxl?|stable|diffusion|comfy|pytorch|hunyuan|混元|qwen|千问)'

/** Rules for the other requirements of more than one word: makers, times until ready, and filters copied from other markets. */
export const otherRules: readonly Rule[] = [
  rule(
    String.raw`(?:ready|starts?|up|running|boots?|就绪|启动|开机)\s*(?:in|within|under|below|less than|in under|in less than|时间|不超过|少于|低于|<=?|\s)+\s*(?<n>${numberPattern})\s*${seconds}${end}(?:以内|内)?`,
    readyOf,
  ),
  rule(String.raw`(?<n>${numberPattern})\s*${seconds}\s*(?:内|以内|之内)(?:就绪|启动|开机|可用)`, readyOf),
  rule(String.raw`amd(?=\s*(?:gpus?|cards?|显卡|卡|$|[,.]))`, (_found, { catalogue }) => makerOf(catalogue.classes, 'AMD ')),
  rule(String.raw`nvidia(?=\s*(?:gpus?|cards?|显卡|卡)\s*(?:$|[,.]))`, (_found, { catalogue }) => makerOf(catalogue.classes, 'NVIDIA ')),
  // Other rules read "cpu" if a word such as "ram" follows it, as in "cpu ram". They also read "16 cpu", which counts cores.
  rule(String.raw`(?<!\d\s*)(?:cpu slots?|cpus?(?:[- ]only)?(?! *(?:ram|memory|cores?|内存|核|_)))${end}`, (_found, { catalogue }) =>
    makerOf(catalogue.classes, 'CPU slot'),
  ),
  // Reads "images" as container images, but only in these positions of a sentence. Elsewhere the word means pictures, as in "train on images".
  rule(
    String.raw`(?:^\s*images|(?<=^\s*|[,;.]\s*)images\s+only|(?<=\b(?:runs?|running|supports?|starts?)\s+)images(?:\s+only)?)(?=\s*(?:$|[,;.!?]|on\b))`,
    () => ({ kind: 'images' }),
  ),
  // A sentence about making pictures means the program ComfyUI, unless it also names a model of pictures or a program. In that case, the words for making
  // pictures are a filler. The pattern compares the first letters first, because looking backwards reads the whole sentence.
  rule(
    String.raw`(?=[文出画生it])(?<!${pictureNames}.*)(?:文生图|出图|画图|生图|image generation${end}|text[- ]to[- ]image${end})(?!.*${pictureNames})`,
    () => ({
      kind: 'program',
      program: 'comfyui',
    }),
  ),
  // A negative number makes no sense, so it must not be read without its sign.
  rule(String.raw`(?<=^|[\s,;:(])-\d[\d.]*\s*(?:[a-z]+${end}|小时|分钟|[天周张卡台])`, () => ({ kind: 'unknown' })),
  // A version after the name of a model, such as v1.5, is ignored.
  rule(String.raw`v\d{1,2}(?:\.\d+)*${end}`, () => ({ kind: 'filler' })),
  rule(String.raw`gpu_name\s*(?:=|in|:)+\s*`, () => ({ kind: 'filler' })),
  rule(String.raw`(?:geolocation|country)\s*(?:=|in|:)+\s*\[?\s*(?<code>[a-z]{2})${end}`, ({ code = '' }) => ({
    kind: 'place',
    place: { kind: 'country', code: code.toUpperCase() },
  })),
  // Accelerators of makers whose cards no catalogue of this project has.
  rule(
    String.raw`(?:tpu|gaudi|trainium|inferentia|ascend|昇腾|寒武纪|思元|摩尔线程|海光|燧原|沐曦|天数智芯)(?:[\s-]*(?:思元|mtt|dcu))?(?:[\s-]*(?:v?\d+[a-z]*|s\d+))?${end}`,
    () => ({ kind: 'unknown' }),
  ),
]

type Parts = Readonly<Record<string, string | undefined>>

function readyOf({ n = '', unit = '' }: Parts) {
  const value = numberOf(n) * (/^m|^分/.test(unit) ? 60 : 1)
  return Number.isFinite(value) && value >= 1 ? ({ kind: 'ready', seconds: Math.ceil(value) } as const) : null
}

function makerOf(classes: readonly CatalogueClass[], beginning: string) {
  const made = classes.filter(({ name }) => name.startsWith(beginning))
  return made.length === 0 ? null : ({ kind: 'card', classes: made } as const)
}
