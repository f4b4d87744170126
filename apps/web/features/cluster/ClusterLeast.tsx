import { useTranslations } from 'next-intl'
import type { ClusterTerms } from '#web/features/cluster/clusterTerms.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'
import { leastKey, useLeastText } from '#web/parts/price/useLeastText.ts'

type ClusterLeastProps = {
  readonly terms: ClusterTerms
  readonly durationSeconds: number
  /** True if the leases start later, so that the renter can cancel them before they are ready. */
  readonly isLater: boolean
}

/** Shows the lowest cost of a cluster, and the reason: for one machine in a sentence, for several in one line per machine, because each has its own notice. */
export function ClusterLeast({ terms, durationSeconds, isLater }: ClusterLeastProps) {
  const t = useTranslations('cluster.summary')
  const leastText = useLeastText()
  if (terms.machines.length === 1)
    return (
      <p className="t13">
        {t('least')} {leastText({ ...terms, durationSeconds, isLater })}
      </p>
    )
  return (
    <div className="t13">
      <p>
        {t('leastAll', { amount: amountText(terms.least), isLater: `${isLater}` })} <About units={terms.least} />
      </p>
      <ul>
        {terms.machines.map(({ node, name, least, noticeSeconds, trialSeconds }) => (
          <li key={node}>
            {t(`machine.${leastKey({ durationSeconds, noticeSeconds, trialSeconds })}`, {
              machine: givenName(name),
              isFree: `${least === 0n}`,
              amount: amountText(least),
              notice: spanText(noticeSeconds),
              trial: spanText(trialSeconds),
            })}
          </li>
        ))}
      </ul>
    </div>
  )
}
