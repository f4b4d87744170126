import type { LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { diskQuery, isMoving } from '#web/features/disk/diskQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { canExtend, extensionLimit } from '#web/parts/lease/extensionLimit.ts'

const MoveDialog = dynamic(() => import('#web/features/disk/MoveDialog.tsx').then((module) => module.MoveDialog), { ssr: false })

/** The id of the notice in the page, which is the reason of a disabled button that extends the lease. */
export const extensionNoticeId = 'extension-notice'

type ExtensionNoticeProps = { readonly lease: LeaseWire; readonly now: number }

/** Shows which limit stops a running lease from being extended, and offers other machines. */
export function ExtensionNotice({ lease, now }: ExtensionNoticeProps) {
  const t = useTranslations('lease.extend.limit')
  if (lease.role !== 'renter' || lease.state !== 'active' || lease.lost !== null || canExtend(lease, { now })) return null
  const { kind, latestEnd } = extensionLimit(lease, { now })
  return (
    <Callout tone="plain" id={extensionNoticeId} action={kind === 'market' ? undefined : <MoveAway lease={lease} />}>
      <b>{t('title')}</b> {t(kind, { longest: spanText(lease.terms.askMaxDurationSeconds), time: dayMinuteText(latestEnd) })}
    </Callout>
  )
}

/** Offers to move the lease with its disk if the market stores snapshots; otherwise it links to other machines of the class. */
function MoveAway({ lease }: Pick<ExtensionNoticeProps, 'lease'>) {
  const t = useTranslations('lease.extend.limit')
  const tDisk = useTranslations('lease.disk.waits')
  const [isOpen, setIsOpen] = useState(false)
  const { data: disk } = useQuery(diskQuery(browserApi, lease.leaseId))
  const reasonId = useId()
  if (disk === undefined) return null
  if (!disk.available)
    return (
      <Button asChild size="sm">
        <Link href="/gpus">{t('others')}</Link>
      </Button>
    )
  const reason = isMoving(disk.move) ? tDisk('busy') : disk.movedTo === null ? null : tDisk('moved')
  return (
    <>
      <Button size="sm" disabled={reason !== null} aria-describedby={reason === null ? undefined : reasonId} onClick={() => setIsOpen(true)}>
        {t('move')}
      </Button>
      <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
      {isOpen && <MoveDialog lease={lease} disk={disk} onClose={() => setIsOpen(false)} />}
    </>
  )
}
