import type { ListingDetailWire } from '@infinitio/domain/wire'
import { CalendarX, ServerOff } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { OwnHold, useOwnHold } from '#web/parts/hold/OwnHold.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type NotBookableProps = {
  readonly detail: ListingDetailWire
  /** Requested start in Unix seconds; null for now. */
  readonly startAt: number | null
  readonly onNow: () => void
}

/** Shown instead of the booking panel if a machine cannot be rented now. Explains why, and shows alternatives. */
export function NotBookable({ detail, startAt, onNow }: NotBookableProps) {
  const t = useTranslations('listing.unavailable')
  const reason = detail.unavailable ?? 'paused'
  const ownHold = useOwnHold(detail.node)
  const others = (
    <Button asChild tone={startAt === null ? 'primary' : 'plain'}>
      <Link href={`/gpus?class=${detail.classId}${startAt === null ? '' : `&start=${startAt / 3_600}`}`}>
        {t('others', { className: givenName(detail.className) })}
      </Link>
    </Button>
  )
  if (startAt !== null && (reason === 'full' || reason === 'paused'))
    return (
      <aside className="panel">
        <StateBox
          kind="empty"
          icon={CalendarX}
          title={t('later.title', { moment: momentText(startAt) })}
          actions={
            <>
              <Button tone="primary" onClick={onNow}>
                {t('later.now')}
              </Button>
              {others}
            </>
          }
        >
          {t('later.text')}
        </StateBox>
      </aside>
    )
  if (ownHold !== null)
    return (
      <aside className="panel panel-body">
        <OwnHold hold={ownHold} />
      </aside>
    )
  return (
    <aside className="panel">
      <StateBox kind="empty" icon={ServerOff} title={t(`${reason}.title`)} actions={others}>
        {t(`${reason}.text`)} {detail.nextFreeAt !== null && t('nextFree', { moment: momentText(detail.nextFreeAt) })}
      </StateBox>
    </aside>
  )
}
