import type { Message } from './notificationMessages.ts'

/** The chain's names of the regions that have a display name here. */
export type RegionKey = 'local' | 'us-east' | 'us-west' | 'eu-west' | 'eu-north' | 'ap'

/** The display name of each region, by its name on the chain. Pages show other regions by their name on the chain. */
export const regionMessages: Readonly<Record<RegionKey, Message>> = {
  local: { en: 'On this computer', zh: '在本机' },
  'us-east': { en: 'US East', zh: '美国东部' },
  'us-west': { en: 'US West', zh: '美国西部' },
  'eu-west': { en: 'Western Europe', zh: '西欧' },
  'eu-north': { en: 'Northern Europe', zh: '北欧' },
  ap: { en: 'Asia-Pacific', zh: '亚太' },
}
