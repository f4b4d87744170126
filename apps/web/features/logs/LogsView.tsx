'use client'
import { Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { LogView } from '#web/features/logs/LogView.tsx'

const LogSearchPanel = dynamic(() => import('#web/features/logs/LogSearchPanel.tsx').then((module) => module.LogSearchPanel), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={64} />,
})

/** The log of a lease as it is written, and above it, when asked for, a search of all of it. */
export function LogsView({ leaseId, title }: { readonly leaseId: string; readonly title: string }) {
  const t = useTranslations('logSearch')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <div className="stack g3">
      {isOpen ? (
        <LogSearchPanel leaseId={leaseId} onClose={() => setIsOpen(false)} />
      ) : (
        <div className="row">
          <Button size="sm" onClick={() => setIsOpen(true)}>
            <Search className="i s" aria-hidden />
            {t('open')}
          </Button>
        </div>
      )}
      <LogView leaseId={leaseId} title={title} />
    </div>
  )
}
