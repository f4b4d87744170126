'use client'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TerminalFrame } from '#web/features/terminal/TerminalFrame.tsx'
import { TerminalScreen } from '#web/features/terminal/TerminalScreen.tsx'
import type { LineState } from '#web/features/terminal/terminalSocket.ts'

const LogSearchPanel = dynamic(() => import('#web/features/logs/LogSearchPanel.tsx').then((module) => module.LogSearchPanel), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={64} />,
})

/** Shows the live log of a lease, with an optional search of the whole log above it. */
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

type LogViewProps = { readonly leaseId: string; readonly title: string }

/** Shows the log of a lease live, while the machine writes it. */
function LogView({ leaseId, title }: LogViewProps) {
  const [line, setLine] = useState<LineState>({ state: 'connecting' })
  const [run, setRun] = useState(0)
  return (
    <TerminalFrame name={title} head={<span className="tt on">{title}</span>} onAgain={line.state === 'over' ? () => setRun(run + 1) : null}>
      <TerminalScreen leaseId={leaseId} kind="logs" key={run} shell={1} asked={run} isShown onLine={setLine} />
    </TerminalFrame>
  )
}
