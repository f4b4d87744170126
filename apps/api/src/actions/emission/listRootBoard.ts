import type { RootsWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const shownHours = 24

/** The signatures under other roots than epochs' of the last day. */
export function listRootBoard({ rootBoard, clock }: Services): RootsWire {
  return { items: rootBoard.list(Math.floor(clock.read().now / 3_600) - shownHours) }
}
