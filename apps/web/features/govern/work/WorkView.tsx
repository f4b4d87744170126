import type { UseQueryResult } from '@tanstack/react-query'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { isMissing } from '#web/parts/api/problem.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { NotThere } from '#web/parts/govern/NotThere.tsx'
import { TimePanel } from '#web/parts/govern/TimePanel.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

type WorkViewProps<Work> = {
  readonly query: UseQueryResult<Work>
  readonly failed: string
  readonly acts: (work: Work) => ReactNode
  readonly children: (work: Work) => ReactNode
  /** Content after the actions on a phone, because it is long. On a desktop it is below `children`. */
  readonly rest?: (work: Work) => ReactNode
}

/**
 * Shows the page of one bounty, project or similar work that is paid in G: its parts and the actions that the wallet can take. On a development chain it also
 * shows the panel that advances the chain's clock. If the work does not exist, shows a link back.
 */
export function WorkView<Work>({ query, failed, acts, children, rest }: WorkViewProps<Work>) {
  if (query.data === undefined && isMissing(query.error)) return <NotThere />
  return (
    <QueryView query={query} failed={failed} skeleton={<GovernSkeleton />}>
      {(work) => (
        <div className={clsx('gl', rest !== undefined && 'parts')}>
          <div className="stack g4">{children(work)}</div>
          <aside className="stack g4">
            <SignInGate purpose="govern" waiting={<Skeleton width="100%" height={200} />}>
              {acts(work)}
            </SignInGate>
            <TimePanel />
          </aside>
          {rest !== undefined && <div className="stack g4">{rest(work)}</div>}
        </div>
      )}
    </QueryView>
  )
}
