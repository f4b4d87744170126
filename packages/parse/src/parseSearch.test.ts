import { describe, expect, test } from 'vitest'
import { fixtureCatalogue, fixtureNow } from '../test/fixture.ts'
import { type ParseContext, parseSearch, readSentence } from './parseSearch.ts'

const context: ParseContext = { now: fixtureNow, offsetMinutes: 0, language: 'en', catalogue: fixtureCatalogue, rates: [] }
const idOf = (name: string): string => String(fixtureCatalogue.classes.find((one) => one.name === name)?.classId)
const read = (typed: string, more: Partial<ParseContext> = {}) => parseSearch(typed, { ...context, ...more })
const pt = (amount: number): string => String(BigInt(Math.round(amount * 1_000_000)) * 10n ** 12n)

describe('parseSearch', () => {
  test('reads a sentence into the query of GET /listings', () => {
    const { query, unknown } = read('cheapest 8 x H100 in Europe for 3 hours, under $2.50 per GPU and hour, start tomorrow 9am')
    expect(unknown).toEqual([])
    expect(query).toEqual({
      ...{ class: idOf('NVIDIA H100 SXM 80 GB'), region: '3,4', minGpus: 8, hours: 3, sort: 'total' },
      ...{ maxPricePerGpuHour: pt(2.5), startHour: Date.parse('2026-11-26T09:00:00Z') / 3_600_000 },
    })
  })

  test('shows each wish with the words that it was read from', () => {
    expect(read('2x A6000, 48gb disk').chips).toEqual([
      { wish: 'gpus', text: '2 GPUs', words: '2x', narrows: true },
      { wish: 'classes', text: 'NVIDIA RTX A6000 48 GB', words: 'A6000', narrows: true },
      { wish: 'diskGbAtLeast', text: 'At least 48 GB disk', words: '48gb disk', narrows: true },
    ])
  })

  test.each([
    ['便宜一点的 4090', { class: idOf('NVIDIA RTX 4090 24 GB'), sort: 'price' }],
    ['来一块便宜的卡用一小时', { minGpus: 1, sort: 'total', hours: 1 }],
    ['来一块4090卡', { minGpus: 1, class: idOf('NVIDIA RTX 4090 24 GB') }],
    ['随便来张卡试一下', {}],
    ['大概两小时', { hours: 2 }],
    ['4090 for 90 minutes', { class: idOf('NVIDIA RTX 4090 24 GB'), minutes: 90 }],
    ['120 minutes', { hours: 2 }],
    ['CPU', { class: idOf('CPU slot (development)') }],
    ['便宜的 CPU 2小时', { class: idOf('CPU slot (development)'), sort: 'total', hours: 2 }],
    ['cpu only, 1 hour', { class: idOf('CPU slot (development)'), hours: 1 }],
    ['4090 with 64 GB cpu ram', { class: idOf('NVIDIA RTX 4090 24 GB'), minRamGib: 64 }],
    ['4090 gpu', { class: idOf('NVIDIA RTX 4090 24 GB') }],
    ['4090 包月，带SSH', { class: idOf('NVIDIA RTX 4090 24 GB'), hours: 672 }],
    ['4090，别太贵', { class: idOf('NVIDIA RTX 4090 24 GB'), sort: 'price' }],
    ['4090 not too expensive, with ssh', { class: idOf('NVIDIA RTX 4090 24 GB'), sort: 'price' }],
    ['一张4090，2小时', { minGpus: 1, class: idOf('NVIDIA RTX 4090 24 GB'), hours: 2 }],
    ['4090、2小时', { class: idOf('NVIDIA RTX 4090 24 GB'), hours: 2 }],
    ['4090, 100 GB disk', { class: idOf('NVIDIA RTX 4090 24 GB'), minDiskGib: 100 }],
    ['每月三千元以内 4090', { class: idOf('NVIDIA RTX 4090 24 GB'), hours: 672 }],
    ['出图用的 4090', { class: idOf('NVIDIA RTX 4090 24 GB'), run: 'comfyui' }],
    ['4090 for image generation', { class: idOf('NVIDIA RTX 4090 24 GB'), run: 'comfyui' }],
  ])('reads "%s" as people mean it, without an unknown word', (typed, query) => {
    expect(read(typed)).toMatchObject({ query, unknown: [] })
    expect(Object.keys(read(typed).query).toSorted()).toEqual(Object.keys(query).toSorted())
  })

  test.each([
    ['一点钟开始', '2026-11-26T01:00:00Z'],
    ['下午一点开始', '2026-11-25T13:00:00Z'],
    ['明天一点', '2026-11-26T01:00:00Z'],
  ])('still reads the clock time in "%s"', (typed, at) => {
    expect(read(typed).query.startHour).toBe(Date.parse(at) / 3_600_000)
  })

  test.each([
    ['明早十点到十二点', '2026-11-26T10:00:00Z', 2],
    ['明天下午两点到五点半', '2026-11-26T14:00:00Z', null],
    ['今晚八点到明早八点', '2026-11-25T20:00:00Z', 12],
    ['晚上10点到2点', '2026-11-25T22:00:00Z', 4],
  ])('reads the start and the end in "%s"', (typed, at, hours) => {
    const { query } = read(typed)
    expect([query.startHour, query.hours ?? null]).toEqual([Date.parse(at) / 3_600_000, hours])
  })

  test('shows the full hour that is searched, and a notice, for a start between two hours', () => {
    const got = read('后天晚上八点半', { language: 'zh' })
    expect(got).toMatchObject({ query: { startHour: Date.parse('2026-11-27T20:00:00Z') / 3_600_000 }, notices: ['startWhole'] })
    expect(got.chips[0]?.text).toContain('20:00')
    expect(read('后天晚上八点').notices).toEqual([])
  })

  test('shows the next full hour if the hour of the stated time has begun', () => {
    const at = Date.parse('2026-11-25T20:10:00Z') / 1_000
    const got = read('今晚八点半', { language: 'zh', now: at })
    expect(got).toMatchObject({ query: { startHour: Date.parse('2026-11-25T21:00:00Z') / 3_600_000 }, notices: ['startWhole'] })
  })

  test.each([
    ['预算2万元的4090', '20000'],
    ['预算5千元的4090', '5000'],
    ['预算三百元的4090', '300'],
    ['预算一万五千元的4090', '15000'],
    ['预算2.5万元的4090', '25000'],
  ])('reads the amount in "%s"', (typed, yuan) => {
    const { wishes } = readSentence(typed, context)
    expect(wishes.totalPriceAtMost).toEqual({ amount: yuan, currency: 'CNY' })
  })

  test('does not take a word of four letters for the name of a model with one other letter', () => {
    expect(read('qwer')).toMatchObject({ query: {}, unknown: ['qwer'] })
    expect(read('qwne')).toMatchObject({ unknown: [] })
  })

  test.each([
    ['4090 for -5 hours', ['-5 hours']],
    ['-2 gpus', ['-2 gpus']],
    ['H100，-5小时', ['-5小时']],
  ])('does not understand the negative number in "%s"', (typed, unknown) => {
    const got = read(typed)
    expect(got.unknown).toEqual(unknown)
    expect([got.query.hours, got.query.minGpus]).toEqual([undefined, undefined])
  })

  test('reads a number of machines with GPUs each, and shows the GPUs of all machines', () => {
    const texts = (typed: string, language: 'en' | 'zh' = 'en') => read(typed, { language }).chips.map(({ text }) => text)
    for (const typed of ['two machines, cluster of 2 with 1 GPU each', 'cluster of 2 with 1 GPU each', '2 machines with 1 GPU each']) {
      expect(read(typed)).toMatchObject({ cluster: { gpus: 2, machines: 2 }, query: { minGpus: 1 }, unknown: [] })
      expect(texts(typed)).toEqual(expect.arrayContaining(['2 machines', '2 GPUs in all']))
    }
    expect(read('2 machines with 4 L4 each').cluster).toEqual({ gpus: 8, machines: 2 })
    expect(read('cluster of 16 H100').cluster).toEqual({ gpus: 16, machines: null })
    expect(texts('2台机器，每台4张GPU', 'zh')).toEqual(['2 台机器', '共 8 张 GPU'])
    expect(texts('2 GPUs')).toEqual(['2 GPUs'])
  })

  test('sorts by the price of the whole lease for a model or a length, because machines need or rent out different numbers of GPUs', () => {
    expect(read('fine-tune Llama 3.1 8B with LoRA, cheap').query.sort).toBe('total')
    expect(read('cheap 4090 for 2 hours').query.sort).toBe('total')
    expect(read('cheap 4090').query.sort).toBe('price')
  })

  test.each([
    ['16 H100 cluster', { gpus: 16, machines: null }, undefined],
    ['32 h100', { gpus: 32, machines: null }, undefined],
    ['8 x H100 cluster', { gpus: 8, machines: null }, undefined],
    ['2 nodes with 8 H100 each', { gpus: 16, machines: 2 }, 8],
    ['two machines with 2 RTX 4090 each', { gpus: 4, machines: 2 }, 2],
    ['两台 L4 机器的集群', { gpus: 2, machines: 2 }, undefined],
    ['H100 cluster', { gpus: null, machines: null }, undefined],
    ['8 x H100', null, 8],
  ])('tells the cluster of "%s", and leaves out no machine that could be a part of it', (typed, cluster, minGpus) => {
    const got = read(typed)
    expect(got.cluster).toEqual(cluster)
    expect(got.query.minGpus).toBe(minGpus)
    expect(got.chips.map(({ text }) => text).filter((text) => text.includes('does not narrow'))).toEqual([])
  })

  test.each([
    ['my own docker image on a 4090', { class: '11', images: 'true' }],
    ['custom image, 2 x H100', { class: '1', minGpus: 2, images: 'true' }],
    ['custom docker images on L4', { class: '7', images: 'true' }],
    ['images', { images: 'true' }],
    ['4090, images only', { class: '11', images: 'true' }],
    ['H100 that runs images', { class: '1', images: 'true' }],
    ['支持自定义镜像的4090', { class: '11', images: 'true' }],
    ['docker, not in Russia', { notCountry: 'RU', images: 'true' }],
    ['SDXL in ComfyUI', { run: 'sdxl', images: 'true' }],
    ['serve Llama 3.3 70B with vLLM in 8 bit', { run: 'llama-3.3-70b_8bit', images: 'true' }],
    ['ollama run llama3.1:8b', { run: 'llama-3.1-8b', images: 'true' }],
    ['用vLLM部署Qwen2.5-7B', { run: 'qwen2.5-7b', images: 'true' }],
    ['ComfyUI', { run: 'comfyui' }],
    ['llama 3.1 8b', { run: 'llama-3.1-8b' }],
    ['Wan2.1 14B', { run: 'wan2.1-14b' }],
    ['run wan 2.1 t2v 14b', { run: 'wan2.1-14b' }],
    ['Wan-AI/Wan2.1-T2V-1.3B-Diffusers', { run: 'wan2.1-1.3b' }],
    ['wan2.1_t2v_14B_fp16.safetensors', { run: 'wan2.1-14b' }],
    ['通义万相2.1', { run: 'wan2.1-14b' }],
    ['HunyuanVideo', { run: 'hunyuan-video' }],
    ['tencent/HunyuanVideo', { run: 'hunyuan-video' }],
    ['混元视频', { run: 'hunyuan-video' }],
    ['run hunyuan video on an H100', { run: 'hunyuan-video', class: idOf('NVIDIA H100 SXM 80 GB') }],
  ])('reads "%s" into a search of which each chip narrows the list', (typed, query) => {
    const found = read(typed)
    expect(found).toMatchObject({ query, unknown: [] })
    expect(Object.keys(found.query).toSorted()).toEqual(Object.keys(query).toSorted())
    expect(found.chips.filter(({ narrows }) => !narrows)).toEqual([])
  })

  test.each([
    ['train on custom images', ['custom', 'images']],
    ['SDXL, images, 24GB', ['images']],
    ['generate text, images, video on a 4090', ['generate', 'text', 'images']],
    ['不用docker的4090', ['docker']],
    ["4090, don't need docker", ['docker']],
    ['4090, docker not needed', ['docker']],
    ['train on images', ['images']],
    ['4090 to generate images', ['generate', 'images']],
    ['H100, no docker', ['docker']],
    ['llama 70b, not ollama', ['ollama']],
    ['不要镜像', ['镜像']],
  ])('never reads "%s" as a search for machines that run images', (typed, unknown) => {
    const found = read(typed)
    expect(found.unknown).toEqual(unknown)
    expect(found.query.images).toBeUndefined()
    expect(found.chips.map(({ wish }) => wish)).not.toContain('program')
  })

  test.each([
    ['4x A100 80GB nvlink', { class: idOf('NVIDIA A100 SXM 80 GB'), minGpus: 4, gpuLink: 'nvlink' }],
    ['nvswitch', { gpuLink: 'nvlink' }],
    ['带NVLink的8卡', { minGpus: 8, gpuLink: 'nvlink' }],
  ])('reads "%s" into a search for machines whose GPUs are linked by NVLink', (typed, query) => {
    const found = read(typed)
    expect(found.query).toEqual(query)
    expect(found.chips.find(({ wish }) => wish === 'interconnect')).toMatchObject({ text: 'NVLink', narrows: true })
  })

  test.each(['4090, no nvlink', '4090, nvlink not needed', '4090，不要NVLink'])('leaves out no machine with NVLink for "%s"', (typed) => {
    const found = read(typed)
    expect(found.query).toEqual({ class: idOf('NVIDIA RTX 4090 24 GB') })
    expect(found.unknown.join().toLowerCase()).toContain('nvlink')
  })

  test.each(['llama 70b, CUDA 12', 'fine-tune llama 8b in a jupyter notebook'])(
    'keeps machines with a shell for a library beside a model: "%s"',
    (typed) => {
      expect(read(typed).query).toMatchObject({ run: expect.stringContaining('llama') })
      expect(read(typed).query.images).toBeUndefined()
    },
  )

  test.each(['Wan2.2 T2V A14B', 'Wan2.1 I2V 14B', 'hunyuan video 1.5', 'HunyuanVideo-Avatar'])(
    'takes "%s" for no other model, because its parameters differ',
    (typed) => {
      const { query, unknown } = read(typed)
      expect(query.run).toBeUndefined()
      expect(unknown).not.toEqual([])
    },
  )

  test('names words that it does not understand as typed, and narrows by the others', () => {
    const { query, unknown } = read('Unsloth on a 4090')
    expect(unknown).toEqual(['Unsloth'])
    expect(query).toEqual({ class: idOf('NVIDIA RTX 4090 24 GB') })
  })

  test.each([
    ['RTX 3090', 'RTX 3090'],
    ['RTX 4090 D', 'RTX 4090 D'],
    ['4080 super', '4080 super'],
    ['H100 PCIe 80GB', 'H100 PCIe 80GB'],
    ['H100 NVL', 'H100 NVL'],
    ['A10', 'A10'],
    ['L40', 'L40'],
    ['V100 32GB', 'V100 32GB'],
    ['A100X', 'A100X'],
    ['H101', 'H101'],
    ['rtx 4091', 'rtx 4091'],
    ['MI300A', 'MI300A'],
    ['昇腾910B', '昇腾910B'],
    ['NVIDIA GeForce RTX 4090 Laptop', 'NVIDIA GeForce RTX 4090 Laptop'],
    ['RTX 3090 24GB', 'RTX 3090 24GB'],
    ['stable diffusion 3.5', 'stable diffusion 3.5'],
  ])('never takes the card %s for another', (typed, named) => {
    const { query, unknown } = read(typed)
    expect(unknown).toEqual([named])
    expect(query).toEqual({})
  })

  test.each([
    ['NVIDIA A100-PCIE-40GB', 'NVIDIA A100 40 GB'],
    ['NVIDIA A100-SXM4-80GB', 'NVIDIA A100 SXM 80 GB'],
    ['H100 SXM5', 'NVIDIA H100 SXM 80 GB'],
    ['AMD Instinct MI300X', 'AMD MI300X 192 GB'],
    ['geforce rtx5090 32g', 'NVIDIA RTX 5090 32 GB'],
  ])('reads %s as nvidia-smi and shops print it', (typed, name) => {
    expect(read(typed)).toMatchObject({ query: { class: idOf(name) }, unknown: [] })
  })

  test('negates the place after the negation, and no card after that', () => {
    expect(read('不在欧洲的L40S').query).toEqual({ class: idOf('NVIDIA L40S 48 GB'), notRegion: '3,4' })
    expect(read('not in Russia or China, L4').chips.map(({ wish }) => wish)).toEqual(['notCountries', 'classes'])
  })

  test.each([
    ['L4 in eu-north', 'eu-north'],
    ['L4 in EU west', 'eu-west'],
    ['L4 us-east', 'us-east'],
  ])('reads a region as the pages name it: %s', (typed, region) => {
    const id = fixtureCatalogue.regions.find(({ name }) => name === region)?.regionId
    expect(read(typed)).toMatchObject({ query: { region: String(id) }, unknown: [] })
  })

  test('takes "us" for a country only where it is one', () => {
    expect(read('give us a 4090').chips.map(({ wish }) => wish)).toEqual(['classes'])
    expect(read('4090 in the us').chips.map(({ wish }) => wish)).toEqual(['classes', 'countries'])
  })

  test("reads each card from the market's catalogue", () => {
    const catalogue = { ...fixtureCatalogue, classes: [{ classId: 9, name: 'NVIDIA L4 24 GB', vramGib: 24 }] }
    expect(read('L4 or H100', { catalogue })).toMatchObject({ query: { class: '9' }, unknown: ['H100'] })
  })

  test.each([
    ['4090 below €0.40/h', pt(0.4 / 0.8), 'Up to 0.50 PT (0.40 EUR) per GPU and hour'],
    ['4090 under $1/h', pt(1), 'Up to 1.00 PT (1 USD) per GPU and hour'],
    ['每小时不超过7元的4090', pt(1), 'Up to 1.00 PT (7 CNY) per GPU and hour'],
    ['8 H100 for less than $20 an hour all together', pt(2.5), 'Up to 20.00 PT (20 USD) per hour for all GPUs'],
    ['50 cents an hour', pt(0.5), 'Up to 0.50 PT (0.50 USD) per GPU and hour'],
  ])('changes the price of "%s" into PT and shows both', (typed, units, text) => {
    const { query, chips } = read(typed, {
      rates: [
        { currency: 'EUR', perPt: 0.8 },
        { currency: 'CNY', perPt: 7 },
      ],
    })
    expect(query.maxPricePerGpuHour).toBe(units)
    expect(chips.map((chip) => chip.text)).toContain(text)
  })

  test('keeps a total price exact, and converts an hourly price for all GPUs of a model to a total', () => {
    expect(read('2 H100 for 10 hours for under $30').query.maxTotal).toBe(pt(30))
    expect(read('llama 70b for 3 hours, at most 4 PT an hour all together').query.maxTotal).toBe(pt(12))
  })

  test('writes a start as people write dates, in their language and on their clock', () => {
    const startOf = (more: Partial<ParseContext>) => read('4090 start tomorrow 9am', more).chips.find(({ wish }) => wish === 'start')?.text
    expect(startOf({})).toBe('Starts Thu 26 Nov, 09:00 UTC')
    expect(startOf({ language: 'zh', offsetMinutes: 480 })).toBe('11月26日 周四 09:00 开始')
  })

  test('rounds a converted price to the four decimals that its chip shows', () => {
    const rates = [{ currency: 'CNY', perPt: 7.116 }]
    expect(read('每小时不超过8元的4090', { rates }).query.maxPricePerGpuHour).toBe(pt(1.1242))
    expect(read('4090 under 1.23456 PT/h').query.maxPricePerGpuHour).toBe(pt(1.23456))
  })

  test('writes the chips of a Chinese sentence with Chinese signs, and the longest lease for a month', () => {
    const chips = read('每小时不超过7元的4090，包月', { language: 'zh', rates: [{ currency: 'CNY', perPt: 7 }] }).chips.map(({ text }) => text)
    expect(chips).toEqual(['每张 GPU 每小时最多 1.00 PT（7 元），不是总价', 'NVIDIA RTX 4090 24 GB', '28 天，最长的租约'])
  })

  test('does not narrow by a price whose currency has no rate, and says so', () => {
    const { query, chips } = read('4090 below €0.40/h')
    expect(query.maxPricePerGpuHour).toBeUndefined()
    expect(chips.at(-1)).toEqual({
      ...{ wish: 'pricePerGpuHourAtMost', words: 'below €0.40/h', narrows: false },
      text: 'Up to 0.40 EUR per GPU and hour: this market has no rate for it, so the price does not narrow the list',
    })
  })

  test('answers how many GPUs a model takes', () => {
    expect(read('how many cards do I need for a 120B model?').answer).toEqual({
      ...{ ask: 'gpus', memoryGib: 75 },
      gpus: [
        { name: '24 GB', gpus: 4 },
        { name: '48 GB', gpus: 2 },
        { name: '80 GB', gpus: 1 },
      ],
    })
    expect(read('H100 in Paris').answer).toBeNull()
  })

  test('limits a duration to 28 days and adds a notice', () => {
    expect(read('H100 for a month')).toMatchObject({ query: { hours: 672 }, notices: ['hoursCut'] })
    expect(read('H100 for 28 days')).toMatchObject({ query: { hours: 672 }, notices: [] })
  })

  test('refuses classes, regions and countries', () => {
    expect(read('no V100, not in Europe').query).toEqual({ notClass: idOf('NVIDIA V100 16 GB'), notRegion: '3,4' })
    expect(read('L4, not in Russia or China').query).toEqual({ class: idOf('NVIDIA L4 24 GB'), notCountry: 'RU,CN' })
  })

  test.each([
    ['4090 or L4', { class: '7,11' }],
    ['europe or us', { region: '1,2,3,4' }],
    ['Germany or Norway', { country: 'DE,NO' }],
    ['Germany in Europe', { region: '3,4', country: 'DE' }],
    ['Frankfurt, Germany', { city: 'Frankfurt' }],
    ['H100 in Berlin or Paris', { class: idOf('NVIDIA H100 SXM 80 GB'), city: 'Berlin,Paris' }],
    ['L4 not in Paris', { class: idOf('NVIDIA L4 24 GB'), notCity: 'Paris' }],
    ['Japan or Europe', {}],
    ['Frankfurt or Japan', {}],
    ['Frankfurt or Paris', { city: 'Frankfurt,Paris' }],
  ])('reads "%s" as either place, and never hides a machine of one of them', (typed, query) => {
    const found = read(typed)
    expect(found.query).toEqual(query)
    expect(found.chips.every(({ narrows }) => narrows)).toBe(Object.keys(query).length > 0)
  })

  test('narrows by RAM, disk, network, the memory of all GPUs and the total price', () => {
    expect(read('256 GB RAM, 2 TB disk, 10 Gbit network, 320 GB VRAM in total, 5 hours, under 40 PT in total').query).toEqual({
      ...{ minRamGib: 256, minDiskGib: 2_000, minNetworkMbps: 10_000, minTotalVramGib: 320 },
      ...{ hours: 5, maxTotal: pt(40) },
    })
  })

  test("reads a time on the person's clock", () => {
    const at = (typed: string, offsetMinutes: number) => (read(typed, { offsetMinutes }).query.startHour ?? 0) * 3_600_000
    expect(at('明天上午9点', 480)).toBe(Date.parse('2026-11-26T01:00:00Z'))
    expect(at('明天上午9点', 0)).toBe(Date.parse('2026-11-26T09:00:00Z'))
  })

  test.each([
    ['en', 'Western Europe or Northern Europe', 'Not US East'],
    ['zh', '西欧', '美国东部'],
  ] as const)('names regions in words in %s', (language, some, not) => {
    const texts = read('L4 in Europe but not in US east', { language }).chips.map(({ text }) => text)
    expect(texts).toEqual(expect.arrayContaining([expect.stringContaining(some), expect.stringContaining(not)]))
  })

  test('shows chips in Chinese', () => {
    expect(read('8张H100,租3天', { language: 'zh' }).chips.map(({ text }) => text)).toEqual(['8 张 GPU', 'NVIDIA H100 SXM 80 GB', '3 天'])
  })
})
