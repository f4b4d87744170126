import { useTranslations } from 'next-intl'
import type { DurationBlock } from '#web/parts/duration/durationDraft.ts'

/** A text beside a disabled button that asks the user to correct the duration first. The attribute `aria-describedby` of the button must be `id`. */
export function DurationReason({ block, id }: { readonly block: DurationBlock | null; readonly id: string }) {
  const t = useTranslations('duration')
  if (block === null || block === 'unsent') return null
  return (
    <p className="t13 warn" id={id}>
      {t('correct')}
    </p>
  )
}
