import type { OrderWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { WatchButton } from '#web/features/watch/WatchButton.tsx'
import { isCancellable, isEditable } from '#web/parts/order/ordersQuery.ts'

type OrderActionsProps = {
  readonly order: OrderWire
  readonly title: string
  readonly isEditing: boolean
  readonly onEdit: () => void
  readonly onCancel: () => void
}

/** Shows what can be done with an order that waits in the book. */
export function OrderActions({ order, title, isEditing, onEdit, onCancel }: OrderActionsProps) {
  const t = useTranslations('orders')
  return (
    <>
      {isEditable(order) && (
        <button type="button" className="link" aria-label={t(isEditing ? 'editingOf' : 'editOf', { title })} onClick={onEdit}>
          {t(isEditing ? 'editing' : 'edit')}
        </button>
      )}
      {isCancellable(order) && (
        <button type="button" className="link" aria-label={t('cancelOf', { title })} onClick={onCancel}>
          {t('cancel')}
        </button>
      )}
      {order.kind === 'bid' && <WatchButton order={order} title={title} />}
    </>
  )
}
