'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { ConcentrationPanel } from '#web/features/govern/emission/ConcentrationPanel.tsx'
import { EarningsPanel } from '#web/features/govern/emission/EarningsPanel.tsx'
import { EmissionClaim } from '#web/features/govern/emission/EmissionClaim.tsx'
import { EmissionProgrammes } from '#web/features/govern/programmes/EmissionProgrammes.tsx'
import { EpochWayPanel } from '#web/features/govern/emission/EpochWayPanel.tsx'
import { EpochsPanel } from '#web/features/govern/emission/EpochsPanel.tsx'
import { FormulaPanel } from '#web/features/govern/emission/FormulaPanel.tsx'
import { emissionQuery } from '#web/parts/govern/emissionQueries.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { SignersMissing } from '#web/parts/govern/SignersMissing.tsx'
import { TimePanel } from '#web/parts/govern/TimePanel.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

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
