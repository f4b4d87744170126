import type { ClassName } from './classFacts.ts'
import type { PlaceName } from './places.ts'
import type { SimulatedProviderName } from '@infinitio/domain'

/** One simulated machine. The price is in thousandths of a PToken per GPU-hour. Times are in seconds, except `maxHours`, which is in hours. */
export type Machine = {
  provider: SimulatedProviderName
  place: PlaceName
  className: ClassName
  gpus: number
  milliPtPerGpuHour: number
  noticeSeconds: number
  trialSeconds: number
  minSeconds: number
  maxHours: number
}

type Row = [
  SimulatedProviderName,
  PlaceName,
  ClassName,
  gpus: number,
  milliPtPerGpuHour: number,
  notice: number,
  trial: number,
  minSeconds: number,
  maxHours: number,
]

/**
 * About sixty invented machines, so that the market of a development chain has listings. The prices are near those that marketplaces published for the GPU
 * class in 2026, with one PToken for one US dollar.
 */
const rows: Row[] = [
  ['northlight', 'hamina', 'NVIDIA H100 SXM 80 GB', 8, 1250, 300, 0, 60, 72],
  ['liffey', 'dublin', 'NVIDIA H100 SXM 80 GB', 8, 1380, 3600, 300, 300, 168],
  ['straits', 'singapore', 'NVIDIA H100 SXM 80 GB', 4, 1490, 0, 120, 600, 336],
  ['cascade', 'dalles', 'NVIDIA H100 SXM 80 GB', 2, 1730, 900, 600, 60, 24],
  ['lumiere', 'paris', 'NVIDIA H100 SXM 80 GB', 1, 1950, 0, 300, 60, 72],
  ['northlight', 'stockholm', 'NVIDIA H100 SXM 80 GB', 8, 2250, 300, 0, 300, 168],
  ['liffey', 'london', 'NVIDIA H100 SXM 80 GB', 8, 2690, 3600, 300, 600, 336],
  ['harbour', 'virginia', 'NVIDIA H200 141 GB', 8, 2290, 0, 120, 60, 24],
  ['polder', 'eemshaven', 'NVIDIA H200 141 GB', 8, 2400, 900, 600, 60, 72],
  ['hangang', 'seoul', 'NVIDIA H200 141 GB', 4, 2640, 0, 300, 300, 168],
  ['mesa', 'phoenix', 'NVIDIA H200 141 GB', 1, 2900, 300, 0, 600, 336],
  ['mesa', 'losAngeles', 'NVIDIA B200 180 GB', 8, 3300, 3600, 300, 60, 24],
  ['sakura', 'tokyo', 'NVIDIA B200 180 GB', 8, 3750, 0, 120, 60, 72],
  ['harbour', 'ohio', 'NVIDIA B200 180 GB', 4, 3990, 900, 600, 300, 168],
  ['cascade', 'oregon', 'NVIDIA A100 SXM 80 GB', 8, 870, 0, 300, 600, 336],
  ['lumiere', 'london', 'NVIDIA A100 SXM 80 GB', 4, 1080, 300, 0, 60, 24],
  ['northlight', 'hamina', 'NVIDIA A100 SXM 80 GB', 4, 1140, 3600, 300, 60, 72],
  ['liffey', 'dublin', 'NVIDIA A100 SXM 80 GB', 2, 1200, 0, 120, 300, 168],
  ['straits', 'jakarta', 'NVIDIA A100 SXM 80 GB', 1, 1400, 900, 600, 600, 336],
  ['cascade', 'dalles', 'NVIDIA A100 SXM 80 GB', 8, 1650, 0, 300, 60, 24],
  ['northlight', 'stockholm', 'NVIDIA A100 40 GB', 8, 480, 300, 0, 60, 72],
  ['liffey', 'london', 'NVIDIA A100 40 GB', 4, 640, 3600, 300, 300, 168],
  ['straits', 'singapore', 'NVIDIA A100 40 GB', 2, 670, 0, 120, 600, 336],
  ['cascade', 'oregon', 'NVIDIA A100 40 GB', 1, 1500, 900, 600, 60, 24],
  ['cascade', 'dalles', 'NVIDIA L40S 48 GB', 4, 340, 0, 300, 60, 72],
  ['lumiere', 'paris', 'NVIDIA L40S 48 GB', 4, 550, 300, 0, 300, 168],
  ['northlight', 'hamina', 'NVIDIA L40S 48 GB', 2, 750, 3600, 300, 600, 336],
  ['liffey', 'dublin', 'NVIDIA L40S 48 GB', 1, 790, 0, 120, 60, 24],
  ['straits', 'jakarta', 'NVIDIA L40S 48 GB', 8, 920, 900, 600, 60, 72],
  ['cascade', 'oregon', 'NVIDIA L40S 48 GB', 4, 1190, 0, 300, 300, 168],
  ['northlight', 'stockholm', 'NVIDIA L4 24 GB', 4, 130, 300, 0, 600, 336],
  ['liffey', 'london', 'NVIDIA L4 24 GB', 2, 310, 3600, 300, 60, 24],
  ['straits', 'singapore', 'NVIDIA L4 24 GB', 1, 440, 0, 120, 60, 72],
  ['cascade', 'dalles', 'NVIDIA L4 24 GB', 1, 800, 900, 600, 300, 168],
  ['lumiere', 'london', 'NVIDIA L4 24 GB', 4, 870, 0, 300, 600, 336],
  ['polder', 'saintGhislain', 'NVIDIA T4 16 GB', 4, 120, 300, 0, 60, 24],
  ['hangang', 'mumbai', 'NVIDIA T4 16 GB', 2, 590, 3600, 300, 60, 72],
  ['mesa', 'phoenix', 'NVIDIA T4 16 GB', 1, 730, 0, 120, 300, 168],
  ['liffey', 'dublin', 'NVIDIA A10G 24 GB', 4, 1740, 900, 600, 600, 336],
  ['straits', 'jakarta', 'NVIDIA A10G 24 GB', 1, 2060, 0, 300, 60, 24],
  ['northlight', 'hamina', 'NVIDIA V100 16 GB', 8, 100, 300, 0, 60, 72],
  ['liffey', 'london', 'NVIDIA V100 16 GB', 4, 150, 3600, 300, 300, 168],
  ['straits', 'singapore', 'NVIDIA V100 16 GB', 1, 170, 0, 120, 600, 336],
  ['hangang', 'seoul', 'NVIDIA RTX 4090 24 GB', 1, 170, 900, 600, 60, 24],
  ['mesa', 'losAngeles', 'NVIDIA RTX 4090 24 GB', 2, 250, 0, 300, 60, 72],
  ['sakura', 'osaka', 'NVIDIA RTX 4090 24 GB', 4, 300, 300, 0, 300, 168],
  ['harbour', 'virginia', 'NVIDIA RTX 4090 24 GB', 8, 350, 3600, 300, 600, 336],
  ['polder', 'eemshaven', 'NVIDIA RTX 4090 24 GB', 1, 380, 0, 120, 60, 24],
  ['hangang', 'mumbai', 'NVIDIA RTX 4090 24 GB', 1, 510, 900, 600, 60, 72],
  ['mesa', 'phoenix', 'NVIDIA RTX 4090 24 GB', 1, 550, 0, 300, 300, 168],
  ['sakura', 'tokyo', 'NVIDIA RTX 4090 24 GB', 2, 690, 300, 0, 600, 336],
  ['mesa', 'losAngeles', 'NVIDIA RTX 5090 32 GB', 1, 380, 3600, 300, 60, 24],
  ['sakura', 'osaka', 'NVIDIA RTX 5090 32 GB', 2, 480, 0, 120, 60, 72],
  ['harbour', 'ohio', 'NVIDIA RTX 5090 32 GB', 4, 600, 900, 600, 300, 168],
  ['polder', 'saintGhislain', 'NVIDIA RTX 5090 32 GB', 1, 650, 0, 300, 600, 336],
  ['polder', 'eemshaven', 'NVIDIA RTX A6000 48 GB', 1, 320, 300, 0, 60, 24],
  ['hangang', 'seoul', 'NVIDIA RTX A6000 48 GB', 2, 330, 3600, 300, 60, 72],
  ['mesa', 'phoenix', 'NVIDIA RTX A6000 48 GB', 4, 380, 0, 120, 300, 168],
  ['liffey', 'dublin', 'NVIDIA RTX PRO 6000 96 GB', 2, 590, 900, 600, 600, 336],
  ['straits', 'jakarta', 'NVIDIA RTX PRO 6000 96 GB', 4, 660, 0, 300, 60, 24],
  ['cascade', 'oregon', 'NVIDIA RTX PRO 6000 96 GB', 1, 960, 300, 0, 60, 72],
]

/** The simulated machines, in a fixed order, because a machine's keys are stored under its number. */
export const machines: readonly Machine[] = rows.map(
  ([provider, place, className, gpus, milliPtPerGpuHour, noticeSeconds, trialSeconds, minSeconds, maxHours]) => ({
    ...{ provider, place, className, gpus, milliPtPerGpuHour, noticeSeconds, trialSeconds, minSeconds, maxHours },
  }),
)
