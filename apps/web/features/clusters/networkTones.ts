import type { ClusterMemberWire, ClusterWire } from '@infinitio/domain/wire'
import type { BadgeTone } from '#web/components/ui/Badge.tsx'

/** The badge style of each state of a cluster's network. */
export const clusterTones = {
  connected: 'final',
  partly: 'warn',
  waiting: 'pending',
  unsupported: 'bad',
  over: 'plain',
} as const satisfies Record<ClusterWire['state'], BadgeTone>

/** The badge style of each state of one member's network. */
export const memberTones = {
  connected: 'final',
  partly: 'warn',
  waiting: 'pending',
  silent: 'bad',
  unsupported: 'bad',
  over: 'plain',
} as const satisfies Record<ClusterMemberWire['network'], BadgeTone>
