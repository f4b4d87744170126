import type { OrderPlaceWire, OrderWire } from '@infinitio/domain/wire'

/** The data of a waiting order that a row shows, and the functions of the row's buttons. */
export type OrderRowProps = {
  readonly order: OrderWire
  /** The queue position of a bid; undefined while it is unknown, or if the bid does not rest in the book. */
  readonly place: OrderPlaceWire | undefined
  /** The present time by the chain's clock, in Unix seconds. */
  readonly now: number
  readonly title: string
  readonly isEditing: boolean
  readonly onEdit: () => void
  readonly onCancel: () => void
}
