/** Returns GiB as text, as vendors write the memory of GPUs, where 1 GB means 2³⁰ bytes: "768 GB", "2.0 TB". */
export function sizeText(gib: number): string {
  if (gib >= 1_000) return `${(gib / 1_024).toFixed(1)}\u00a0TB`
  return `${gib}\u00a0GB`
}

/** Returns Mbit/s as text: "25 Gb/s", "800 Mb/s". */
export function speedText(mbps: number): string {
  if (mbps >= 1_000) return `${Number((mbps / 1_000).toFixed(1))}\u00a0Gb/s`
  return `${mbps}\u00a0Mb/s`
}
