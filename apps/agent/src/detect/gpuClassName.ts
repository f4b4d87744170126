const words: [pattern: RegExp, className: string][] = [
  [/\bB200\b/, 'NVIDIA B200 180 GB'],
  [/\bH200\b/, 'NVIDIA H200 141 GB'],
  [/\bH100\b/, 'NVIDIA H100 SXM 80 GB'],
  [/\bA100\b.*80 ?GB/, 'NVIDIA A100 SXM 80 GB'],
  [/\bA100\b/, 'NVIDIA A100 40 GB'],
  [/\bL40S\b/, 'NVIDIA L40S 48 GB'],
  [/\bL4\b/, 'NVIDIA L4 24 GB'],
  [/\bT4\b/, 'NVIDIA T4 16 GB'],
  [/\bA10G\b/, 'NVIDIA A10G 24 GB'],
  [/\bV100\b.*16 ?GB/, 'NVIDIA V100 16 GB'],
  [/RTX 4090\b(?! D)/, 'NVIDIA RTX 4090 24 GB'],
  [/RTX 5090\b(?! D)/, 'NVIDIA RTX 5090 32 GB'],
  [/RTX A6000\b/, 'NVIDIA RTX A6000 48 GB'],
  [/RTX PRO 6000\b/, 'NVIDIA RTX PRO 6000 96 GB'],
  [/\bMI355X\b/, 'AMD MI355X 288 GB'],
  [/\bMI350X\b/, 'AMD MI350X 288 GB'],
  [/\bMI325X\b/, 'AMD MI325X 256 GB'],
  [/\bMI300X\b/, 'AMD MI300X 192 GB'],
  // The driver lists an MI250 as two separate GPUs, so the class in the catalogue is one half of the card.
  [/\bMI250X?\b/, 'AMD MI250 half 64 GB'],
  [/\bMI210\b/, 'AMD MI210 64 GB'],
  [/\bMI100\b/, 'AMD MI100 32 GB'],
  [/\bW7900\b/, 'AMD Radeon PRO W7900 48 GB'],
  [/\bR9700\b/, 'AMD Radeon AI PRO R9700 32 GB'],
  [/RX 7900 XTX\b/, 'AMD RX 7900 XTX 24 GB'],
]

/**
 * Returns the catalogue's class of a GPU by the name that the driver prints, or null if the catalogue has no such class. `catalogue` maps the names of classes
 * to their memory in GiB. A card with less than 90 % of the memory of its class (a slice of a GPU, or another variant of the card) has no class. A new AMD
 * class in the catalogue must have the name in this table.
 */
export function gpuClassName({
  model,
  vramGib,
  catalogue,
}: {
  model: string
  vramGib: number
  catalogue: ReadonlyMap<string, number>
}): string | null {
  const className = words.find(([pattern]) => pattern.test(model))?.[1]
  const promised = className === undefined ? undefined : catalogue.get(className)
  if (className === undefined || promised === undefined) return null
  return vramGib >= promised * 0.9 ? className : null
}
