import type { LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { diskQuery, isMoving } from '#web/features/disk/diskQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { canExtend, extensionLimit } from '#web/parts/lease/extensionLimit.ts'

const MoveDialog = dynamic(() => import('#web/features/disk/MoveDialog.tsx').then((module) => module.MoveDialog), { ssr: false })

type ExtensionNoticeProps = { readonly lease: LeaseWire; readonly now: number }

/** Shows which limit stops a running lease from being extended, and offers other machines. */
export function ExtensionNotice({ lease, now }: ExtensionNoticeProps) {
  const t = useTranslations('lease.extend.limit')
  if (lease.role !== 'renter' || lease.state !== 'active' || lease.lost !== null || canExtend(lease, { now })) return null
  const { kind, latestEnd } = extensionLimit(lease, { now })
  return (
    <Callout tone="plain" action={kind === 'market' ? undefined : <MoveAway lease={lease} />}>
      <b>{t('title')}</b> {t(kind, { longest: spanText(lease.terms.askMaxDurationSeconds), time: dayMinuteText(latestEnd) })}
    </Callout>
  )
}

/** Offers to move the lease with its disk if the market stores snapshots; otherwise it links to other machines of the class. */
function MoveAway({ lease }: Pick<ExtensionNoticeProps, 'lease'>) {
  const t = useTranslations('lease.extend.limit')
  const [isOpen, setIsOpen] = useState(false)
  const { data: disk } = useQuery(diskQuery(browserApi, lease.leaseId))
  if (disk === undefined) return null
  if (!disk.available)
    return (
      <Button asChild size="sm">
        <Link href="/gpus">{t('others')}</Link>
      </Button>
    )
  return (
    <>
      <Button size="sm" disabled={isMoving(disk.move) || disk.movedTo !== null} onClick={() => setIsOpen(true)}>
        {t('move')}
      </Button>
      {isOpen && <MoveDialog lease={lease} disk={disk} onClose={() => setIsOpen(false)} />}
    </>
  )
}
