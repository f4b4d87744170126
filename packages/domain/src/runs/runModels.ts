/** The size of a video: width and height in pixels, and the number of frames. */
export type VideoClip = { readonly width: number; readonly height: number; readonly frames: number }

/**
 * The facts of a model that decide its memory. In each layer, a token needs `kvHeads` × `headDim` numbers for its key and as many for its value. A field is 0
 * if the model has no such part.
 */
export type RunModel = {
  /** The name of the model in URLs and commands. */
  readonly slug: string
  readonly name: string
  /** Other names of the model. */
  readonly also: readonly string[]
  readonly kind: 'language' | 'speech' | 'image' | 'video'
  readonly parameters: bigint
  /** The number of parameters that one token uses, for a model with experts. Null means that each token uses all of them. */
  readonly activeParameters: bigint | null
  readonly layers: bigint
  readonly hidden: bigint
  readonly kvHeads: bigint
  readonly headDim: bigint
  readonly vocabulary: bigint
  readonly mostContext: number
  /** The usual size of a video of a video model, from the model card; null for other models. */
  readonly clip: VideoClip | null
  /** The model card with these numbers (`config.json` and the count of weights); null for a size without a model. */
  readonly source: string | null
}

const language = { kind: 'language', also: [], activeParameters: null, clip: null } as const
const llama = { ...language, kvHeads: 8n, headDim: 128n, vocabulary: 128_256n, mostContext: 131_072 } as const
const noTokens = { activeParameters: null, kvHeads: 0n, headDim: 0n, vocabulary: 0n, mostContext: 0 } as const
const image = { ...noTokens, kind: 'image', layers: 0n, hidden: 0n, clip: null } as const
const video = { ...noTokens, kind: 'video' } as const

/**
 * Popular models with the numbers of their cards. The parameters of an image or video model include all of its parts: the network, the text encoders and the
 * decoder.
 */
export const runModels: readonly RunModel[] = [
  {
    ...{ ...llama, slug: 'llama-3.3-70b', name: 'Llama 3.3 70B', parameters: 70_553_706_496n, layers: 80n, hidden: 8_192n },
    source: 'https://huggingface.co/meta-llama/Llama-3.3-70B-Instruct',
  },
  {
    ...{ ...llama, slug: 'llama-3.1-8b', name: 'Llama 3.1 8B', parameters: 8_030_261_248n, layers: 32n, hidden: 4_096n },
    source: 'https://huggingface.co/meta-llama/Llama-3.1-8B-Instruct',
  },
  {
    ...{ ...llama, slug: 'llama-3.1-405b', name: 'Llama 3.1 405B', parameters: 405_853_388_800n, layers: 126n, hidden: 16_384n },
    source: 'https://huggingface.co/meta-llama/Llama-3.1-405B-Instruct',
  },
  {
    ...{ ...language, slug: 'qwen2.5-7b', name: 'Qwen2.5 7B', parameters: 7_615_616_512n, layers: 28n, hidden: 3_584n },
    ...{ kvHeads: 4n, headDim: 128n, vocabulary: 152_064n, mostContext: 131_072, source: 'https://huggingface.co/Qwen/Qwen2.5-7B-Instruct' },
  },
  {
    ...{ ...language, slug: 'qwen2.5-32b', name: 'Qwen2.5 32B', parameters: 32_763_876_352n, layers: 64n, hidden: 5_120n },
    ...{ kvHeads: 8n, headDim: 128n, vocabulary: 152_064n, mostContext: 131_072, source: 'https://huggingface.co/Qwen/Qwen2.5-32B-Instruct' },
  },
  {
    ...{ ...language, slug: 'mistral-7b', name: 'Mistral 7B', parameters: 7_248_023_552n, layers: 32n, hidden: 4_096n },
    ...{ kvHeads: 8n, headDim: 128n, vocabulary: 32_768n, mostContext: 32_768, source: 'https://huggingface.co/mistralai/Mistral-7B-Instruct-v0.3' },
  },
  {
    ...{ ...language, slug: 'mixtral-8x7b', name: 'Mixtral 8x7B', parameters: 46_702_792_704n, layers: 32n, hidden: 4_096n },
    // Each token uses 2 of 8 experts, each with 3 × 4,096 × 14,336 weights in each layer.
    activeParameters: 12_879_925_248n,
    ...{
      kvHeads: 8n,
      headDim: 128n,
      vocabulary: 32_000n,
      mostContext: 32_768,
      source: 'https://huggingface.co/mistralai/Mixtral-8x7B-Instruct-v0.1',
    },
  },
  {
    ...{ ...language, slug: 'gemma-2-9b', name: 'Gemma 2 9B', parameters: 9_241_705_984n, layers: 42n, hidden: 3_584n },
    ...{ kvHeads: 8n, headDim: 256n, vocabulary: 256_000n, mostContext: 8_192, source: 'https://huggingface.co/google/gemma-2-9b-it' },
  },
  {
    ...{ ...language, slug: 'phi-4', name: 'Phi-4 14B', parameters: 14_659_507_200n, layers: 40n, hidden: 5_120n },
    ...{ kvHeads: 10n, headDim: 128n, vocabulary: 100_352n, mostContext: 16_384, source: 'https://huggingface.co/microsoft/phi-4' },
  },
  {
    ...{ ...language, slug: 'qwen2.5-72b', name: 'Qwen2.5 72B', parameters: 72_706_203_648n, layers: 80n, hidden: 8_192n },
    ...{ kvHeads: 8n, headDim: 128n, vocabulary: 152_064n, mostContext: 131_072, source: 'https://huggingface.co/Qwen/Qwen2.5-72B-Instruct' },
  },
  {
    // Each token uses 2 of 8 experts, each with 3 × 6,144 × 16,384 weights in each layer.
    ...{
      ...language,
      slug: 'mixtral-8x22b',
      name: 'Mixtral 8x22B',
      parameters: 140_630_071_296n,
      activeParameters: 39_161_468_928n,
      layers: 56n,
      hidden: 6_144n,
      kvHeads: 8n,
    },
    ...{ headDim: 128n, vocabulary: 32_768n, mostContext: 65_536, source: 'https://huggingface.co/mistralai/Mixtral-8x22B-Instruct-v0.1' },
  },
  {
    // Each token uses 4 of 128 experts in each layer: 5.1 billion parameters without the input embeddings, as on the model card.
    ...{
      ...language,
      slug: 'gpt-oss-120b',
      name: 'gpt-oss 120B',
      parameters: 116_829_156_672n,
      activeParameters: 5_132_849_472n,
      layers: 36n,
      hidden: 2_880n,
    },
    ...{ kvHeads: 8n, headDim: 64n, vocabulary: 201_088n, mostContext: 131_072, source: 'https://huggingface.co/openai/gpt-oss-120b' },
  },
  {
    // Multi-head latent attention stores one vector of 512 + 64 numbers per token and layer for the keys and values of all heads. As this table counts a key
    // and a value separately, each has 288 numbers.
    ...{
      ...language,
      slug: 'deepseek-r1',
      name: 'DeepSeek R1',
      parameters: 671_026_419_200n,
      activeParameters: 37_000_000_000n,
      layers: 61n,
      hidden: 7_168n,
    },
    ...{ kvHeads: 1n, headDim: 288n, vocabulary: 129_280n, mostContext: 163_840, source: 'https://huggingface.co/deepseek-ai/DeepSeek-R1' },
  },
  {
    ...{ ...llama, slug: 'deepseek-r1-distill-llama-70b', name: 'DeepSeek R1 Distill Llama 70B', parameters: 70_553_706_496n, layers: 80n },
    ...{ hidden: 8_192n, source: 'https://huggingface.co/deepseek-ai/DeepSeek-R1-Distill-Llama-70B' },
  },
  {
    ...{ ...language, slug: 'deepseek-r1-distill-qwen-32b', name: 'DeepSeek R1 Distill Qwen 32B', parameters: 32_763_876_352n, layers: 64n },
    ...{ hidden: 5_120n, kvHeads: 8n, headDim: 128n, vocabulary: 152_064n, mostContext: 131_072 },
    source: 'https://huggingface.co/deepseek-ai/DeepSeek-R1-Distill-Qwen-32B',
  },
  {
    ...{ ...image, slug: 'sdxl', name: 'Stable Diffusion XL', also: ['SDXL'], parameters: 3_469_000_000n },
    source: 'https://huggingface.co/stabilityai/stable-diffusion-xl-base-1.0',
  },
  {
    ...{ ...image, slug: 'flux.1-dev', name: 'FLUX.1 dev', also: ['Flux'], parameters: 16_870_000_000n },
    source: 'https://huggingface.co/black-forest-labs/FLUX.1-dev',
  },
  {
    ...{
      kind: 'speech',
      slug: 'whisper-large-v3',
      name: 'Whisper large v3',
      also: ['speech to text'],
      activeParameters: null,
      parameters: 1_543_490_560n,
      layers: 32n,
    },
    // The largest context: 1,500 audio frames and 448 text tokens.
    ...{ hidden: 1_280n, kvHeads: 20n, headDim: 64n, vocabulary: 51_866n, mostContext: 1_948, clip: null },
    source: 'https://huggingface.co/openai/whisper-large-v3',
  },
  {
    // The network has 14,288,491,584 parameters, the encoder of UMT5-XXL 5,680,910,336, and the decoder about 127 million (508 MB in 32 bits).
    ...{ ...video, slug: 'wan2.1-14b', name: 'Wan2.1 14B', also: ['Wan 2.1 T2V 14B'], parameters: 20_096_000_000n, layers: 40n, hidden: 5_120n },
    ...{ clip: { width: 1_280, height: 720, frames: 81 }, source: 'https://huggingface.co/Wan-AI/Wan2.1-T2V-14B' },
  },
  {
    // The network has 1,418,996,800 parameters. The text encoder and the decoder are those of the larger model.
    ...{ ...video, slug: 'wan2.1-1.3b', name: 'Wan2.1 1.3B', also: ['Wan 2.1 T2V 1.3B'], parameters: 7_227_000_000n, layers: 30n, hidden: 1_536n },
    ...{ clip: { width: 832, height: 480, frames: 81 }, source: 'https://huggingface.co/Wan-AI/Wan2.1-T2V-1.3B' },
  },
  {
    // The network has 20 layers with two streams and 40 with one: 12,821,012,544 parameters. The text encoders are Llama 3 8B without its last layer
    // (7.505 billion) and CLIP-L (123 million). The decoder has 246 million.
    ...{ ...video, slug: 'hunyuan-video', name: 'HunyuanVideo', also: ['Hunyuan Video'], parameters: 20_695_000_000n, layers: 60n, hidden: 3_072n },
    ...{ clip: { width: 1_280, height: 720, frames: 129 }, source: 'https://huggingface.co/tencent/HunyuanVideo' },
  },
]

const sizeText = /^([1-9]\d{0,3})(?:\.(\d))?b$/
const shapes = ['llama-3.1-8b', 'llama-3.3-70b', 'llama-3.1-405b']

/**
 * Returns the model with this slug. A size such as `13b` or `1.5b` means any language model of that size. Such a model gets the layers and other dimensions of
 * the smallest Llama model with at least as many parameters, or of the largest one. Returns null for other texts.
 */
export function runModelOf(slug: string): RunModel | null {
  const known = runModels.find((model) => model.slug === slug)
  if (known !== undefined) return known
  const match = sizeText.exec(slug)
  if (match === null) return null
  const parameters = BigInt(match[1] ?? '') * 1_000_000_000n + BigInt(match[2] ?? '0') * 100_000_000n
  const llamas = runModels.filter((model) => shapes.includes(model.slug)).toSorted((one, other) => (one.parameters < other.parameters ? -1 : 1))
  const shape = llamas.find((model) => model.parameters >= parameters) ?? llamas.at(-1)
  return shape === undefined ? null : { ...shape, slug, name: slug.toUpperCase(), parameters, source: null }
}
