'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { mostText } from '#web/parts/format/sumTexts.ts'

type ComposerProps = {
  readonly draft: string
  /** The highest possible cost of the next answer, in base units. */
  readonly estimate: bigint | null
  /** True if cached tokens of the next request can cost less than the estimate assumes. */
  readonly mayBeCached: boolean
  readonly isReady: boolean
  readonly isWriting: boolean
  readonly onDraft: (text: string) => void
  readonly onSend: () => void
  readonly onStop: () => void
  readonly onCode: () => void
}

/** The field for the next message, with the highest possible cost of its answer. Enter sends the message; Shift and Enter begin a new line. */
export function Composer({ draft, estimate, mayBeCached, isReady, isWriting, onDraft, onSend, onStop, onCode }: ComposerProps) {
  const t = useTranslations('playground.composer')
  const reasonId = useId()
  const reason = !isReady ? 'notReady' : draft.trim() === '' ? 'empty' : null
  const canSend = reason === null && !isWriting
  return (
    <form
      className="pask"
      onSubmit={(event) => {
        event.preventDefault()
        if (canSend) onSend()
      }}
    >
      <span className="input area">
        <textarea
          aria-label={t('message')}
          placeholder={isReady ? t('message') : t('notReady')}
          rows={2}
          value={draft}
          onChange={({ target }) => onDraft(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            if (canSend) onSend()
          }}
        />
      </span>
      <div className="row wrap">
        {reason !== null && !isWriting && (
          <span className="t12 dim" id={reasonId}>
            {t(reason)}
          </span>
        )}
        <span className="t12 dim">
          {estimate === null ? t('noService') : t(mayBeCached ? 'estimateCached' : 'estimate', { amount: mostText(estimate) })}
        </span>
        <span className="grow" />
        <Button size="sm" onClick={onCode}>
          {t('code')}
        </Button>
        {isWriting ? (
          <Button size="sm" onClick={onStop}>
            {t('stop')}
          </Button>
        ) : (
          <Button tone="primary" size="sm" type="submit" disabled={!canSend} aria-describedby={reason === null ? undefined : reasonId}>
            {t('send')}
          </Button>
        )}
      </div>
    </form>
  )
}
