'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Fragment } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { type Emission, emissionAccountQuery } from '#web/parts/govern/emissionQueries.ts'
import { LeafCheckPanel } from '#web/features/govern/emission/LeafCheckPanel.tsx'
import { NodeFactors } from '#web/features/govern/emission/NodeFactors.tsx'
import { wadText } from '#web/parts/govern/tokenText.ts'

/** The formula by which the contract calculates the payments. It is not translated. */
const formula = 'T = B·(Q + C + H + S + D + M)·N·R·E'

type FormulaPanelProps = { readonly account: string | null | undefined; readonly emission: Emission }

/** Explains the formula of the payments for serving, and shows the factors of each of the reader's machines in the last epoch (an hour). */
export function FormulaPanel({ account, emission }: FormulaPanelProps) {
  const t = useTranslations('govern.emission')
  const { factors } = emission
  return (
    <Panel title={t('formula')}>
      <div className="panel-body stack g4">
        <p className="mono">{formula}</p>
        <p className="t13 dim">{t('formulaText')}</p>
        {factors !== null && (
          <dl className="kv">
            {(['minerShare', 'regulator', 'environmentFloor'] as const).map((key) => (
              <Fragment key={key}>
                <dt>{t(`common.${key}`)}</dt>
                <dd className="mono">{wadText(factors[key])}</dd>
              </Fragment>
            ))}
          </dl>
        )}
        {account === null && <p className="t13 dim">{t('signedOut')}</p>}
      </div>
      {account !== null && <OwnFactors account={account} emission={emission} />}
    </Panel>
  )
}

function OwnFactors({ account, emission: { contract, epochs } }: { readonly account: string | undefined; readonly emission: Emission }) {
  const t = useTranslations('govern.emission')
  const { data, isError } = useQuery({ ...emissionAccountQuery(browserApi, account ?? ''), enabled: account !== undefined })
  const last = epochs[0]
  if (data !== undefined && data.nodes.length > 0)
    return (
      <>
        <NodeFactors nodes={data.nodes} />
        {last?.hasDocument === true && <LeafCheckPanel key={last.statement} contract={contract} statement={last.statement} provider={data.account} />}
      </>
    )
  return (
    <div className="panel-body">
      {data !== undefined || isError ? <p className="t13 dim">{t(isError ? 'mineFailed' : 'noNodes')}</p> : <Skeleton width="100%" height={220} />}
    </div>
  )
}
