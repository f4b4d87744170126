import { Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { type AddedAct, mostCalls } from '#web/features/govern/proposals/wholeDraft.ts'

export type ActListProps = {
  readonly added: readonly AddedAct[]
  /** Moves the change in the fields to the list; null while that change is incomplete or the list is full. */
  readonly onAdd: (() => void) | null
  /** Removes the change at this position, counted from 0. */
  readonly onRemove: (at: number) => void
}

/** Lists the changes that a proposal has besides the one in the fields, and adds or removes one. */
export function ActList({ added, onAdd, onRemove }: ActListProps) {
  const t = useTranslations('govern.propose.acts')
  const tKind = useTranslations('govern.propose.kind')
  const textId = useId()
  return (
    <section className="stack g2" aria-label={t('title')}>
      {added.length > 0 && (
        <>
          <p className="t13" aria-live="polite">
            {t('added', { count: added.length })}
          </p>
          <ol className="stack g2 t13">
            {added.map(({ kind, draft }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two changes can be equal, and a change has only its position.
              <li key={at} className="row between g2">
                <span className="gcall">
                  {at + 1}.{' '}
                  {draft.calls === null
                    ? t('broken', { kind: tKind(kind) })
                    : draft.lines.map(({ name, amount }) => `${name} ${amount}`.trim()).join(' · ')}
                </span>
                <Button tone="ghost" size="sm" aria-label={t('remove', { number: at + 1 })} onClick={() => onRemove(at)}>
                  <Trash2 className="i s" aria-hidden />
                </Button>
              </li>
            ))}
          </ol>
        </>
      )}
      <p className="row wrap g2">
        <Button size="sm" disabled={onAdd === null} aria-describedby={textId} onClick={() => onAdd?.()}>
          {t('add')}
        </Button>
        <span className="t12 dim" id={textId}>
          {added.length > 0 && onAdd === null ? t('full', { most: mostCalls }) : t('addText')}
        </span>
      </p>
    </section>
  )
}
