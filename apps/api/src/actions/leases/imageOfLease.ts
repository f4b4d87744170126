import type { LeaseDetailRow } from '@infinitio/db'
import { type LeaseImageWire, leaseImageReportWire, type WorkloadWire } from '@infinitio/domain/wire'

/** How far the image of a living lease is; until its agent says something it is wanted. Pure. */
export function imageOfLease({ image }: Pick<LeaseDetailRow, 'image'>, workload: WorkloadWire | null): LeaseImageWire {
  if (workload?.image === undefined) return { state: 'none' }
  const said = leaseImageReportWire.safeParse(image)
  if (!said.success) return { state: 'wanted' }
  return said.data.state === 'refused' ? { ...said.data, code: 'node.image_unavailable' } : said.data
}
