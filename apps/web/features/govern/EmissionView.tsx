'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { QueryView } from '#web/features/api/QueryView.tsx'
import { ConcentrationPanel } from '#web/features/govern/ConcentrationPanel.tsx'
import { EarningsPanel } from '#web/features/govern/EarningsPanel.tsx'
import { EmissionClaim } from '#web/features/govern/EmissionClaim.tsx'
import { EmissionProgrammes } from '#web/features/govern/EmissionProgrammes.tsx'
import { EpochWayPanel } from '#web/features/govern/EpochWayPanel.tsx'
import { EpochsPanel } from '#web/features/govern/EpochsPanel.tsx'
import { FormulaPanel } from '#web/features/govern/FormulaPanel.tsx'
import { emissionQuery } from '#web/features/govern/emissionQueries.ts'
import { GovernSkeleton } from '#web/features/govern/GovernSkeleton.tsx'
import { NoDao } from '#web/features/govern/NoDao.tsx'
import { SignersMissing } from '#web/features/govern/SignersMissing.tsx'
import { TimePanel } from '#web/features/govern/TimePanel.tsx'
import { useAccount } from '#web/features/session/useAccount.ts'

/** What serving earns: the formula with one's own factors, the last epochs, how concentrated it is, the claim, and what it waits for. */
export function EmissionView() {
  const t = useTranslations('govern')
  const account = useAccount()
  const query = useQuery(emissionQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<GovernSkeleton />}>
      {({ emission, blockTimestamp }) =>
        emission === null ? (
          <NoDao />
        ) : (
          <div className="gl wide">
            <div className="stack g4">
              <SignersMissing emission={emission} now={blockTimestamp} />
              <Callout tone="plain">{t('emission.attested')}</Callout>
              <FormulaPanel account={account} emission={emission} />
              {emission.earnings !== null && <EarningsPanel earnings={emission.earnings} />}
              <EmissionProgrammes />
              <EpochsPanel epochs={emission.epochs} now={blockTimestamp} />
            </div>
            <aside className="stack g4">
              <EmissionClaim account={account} emission={emission} />
              <EpochWayPanel emission={emission} chainNow={blockTimestamp} />
              <ConcentrationPanel emission={emission} />
              <TimePanel />
            </aside>
          </div>
        )
      }
    </QueryView>
  )
}
