import type { OrderPlaceWire, OrderWire } from '@infinitio/domain/wire'

/** What a row shows of an order that waits, and what its buttons do. */
export type OrderRowProps = {
  readonly order: OrderWire
  /** Where a bid is in its queue. Undefined while it is not known, or the bid does not stand. */
  readonly place: OrderPlaceWire | undefined
  /** The block clock. */
  readonly now: number
  readonly title: string
  readonly isEditing: boolean
  readonly onEdit: () => void
  readonly onCancel: () => void
}
