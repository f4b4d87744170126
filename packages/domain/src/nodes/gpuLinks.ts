/** The link between a machine's GPUs. With NVLink, all GPUs can work on one token together, because the link is fast enough. */
export const gpuLinks = ['nvlink', 'pcie'] as const
/** One kind of link between GPUs. */
export type GpuLink = (typeof gpuLinks)[number]
