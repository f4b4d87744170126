'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { pTokenUnits } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { FleetVerdictLine } from '#web/features/asks/FleetVerdictLine.tsx'
import { useFleetAct } from '#web/features/asks/useFleetAct.ts'
import type { FailedNode, PlanResult, UnsignedListing } from '#web/features/maintenance/usePlan.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { problemOf } from '#web/parts/api/problem.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type PlanOutcomeProps = { readonly result: PlanResult; readonly onClose: () => void }

/** Shows the machines for which no maintenance could be planned, each with the reason, and the listings that only the wallet can sign again. */
export function PlanOutcome({ result: { planned, failed, unsigned }, onClose }: PlanOutcomeProps) {
  const t = useTranslations('provide.maintenance')
  return (
    <div className="stack g4">
      <p className="t13" role="status">
        {planned.length === 0 ? t('outcomeNone') : t('outcome', { planned: planned.length, failed: failed.length })}
      </p>
      {failed.length > 0 && <FailedNodes failed={failed} />}
      {unsigned === null && <Callout tone="warn">{t('unchecked')}</Callout>}
      {unsigned !== null && unsigned.length > 0 ? (
        <UnsignedListings listings={unsigned} onClose={onClose} />
      ) : (
        <Button full onClick={onClose}>
          {t('unsigned.close')}
        </Button>
      )}
    </div>
  )
}

function FailedNodes({ failed }: { readonly failed: readonly FailedNode[] }) {
  const t = useTranslations('provide.maintenance')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it.
    <ul className="bulk" tabIndex={0} aria-label={t('notPlanned')}>
      {failed.map(({ node: { node, name }, error }) => {
        const { sentence, code } = problemOf(error)
        return (
          <li key={node}>
            <p className="t13 warn">
              <b className="strong">{name}</b>: {sentence} <ErrorCode code={code} />
            </p>
          </li>
        )
      })}
    </ul>
  )
}

type UnsignedListingsProps = { readonly listings: readonly UnsignedListing[]; readonly onClose: () => void }

/** Shows the listings that still offer the time of the maintenance because their agents cannot sign. The wallet can sign them again at the same price. */
function UnsignedListings(props: UnsignedListingsProps) {
  return (
    <WalletBoundary waiting={null}>
      <SignListings {...props} />
    </WalletBoundary>
  )
}

function SignListings({ listings, onClose }: UnsignedListingsProps) {
  const t = useTranslations('provide.maintenance.unsigned')
  const tWhy = useTranslations('provide.fleetAct.why')
  const { changing, signed, verdicts } = useFleetAct()
  const each = listings.map(
    ({ node }) => ({ node, act: 'resume', pricePerGpuSecond: pTokenUnits(BigInt(node.ask?.pricePerGpuSecond ?? 0)) }) as const,
  )
  return (
    <div className="stack g4">
      {!changing.isSuccess && <p className="t13">{t('text')}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it. */}
      <ul className="bulk" tabIndex={0} aria-label={t('machines')}>
        {listings.map(({ node, why }) => (
          <li key={node.node}>
            <p className="t13">
              <b className="strong">{node.name}</b>: {tWhy(why)}
            </p>
            {verdicts.has(node.node) && <FleetVerdictLine verdict={verdicts.get(node.node) ?? { state: 'waiting' }} />}
          </li>
        ))}
      </ul>
      {changing.isError && <SigningProblemCallout error={changing.error} />}
      {changing.isSuccess ? (
        <Button full onClick={onClose}>
          {t('close')}
        </Button>
      ) : (
        <>
          <SignerButton
            label={changing.isPending ? t('signing', { signed, count: each.length }) : t('sign', { count: each.length })}
            disabled={changing.isPending}
            onSign={() => changing.mutate({ byList: [], each })}
          />
          <Button tone="ghost" full onClick={onClose}>
            {t('later')}
          </Button>
        </>
      )}
    </div>
  )
}
