'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import type { PaidServices } from '@infinitio/sdk/services'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { usePrepay } from '#web/features/playground/usePrepay.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { walletProblemOf } from '#web/parts/transaction/walletProblemOf.ts'

const added = 2n * 10n ** 18n

/** Shows how much is prepaid, how much of it is left, and the payments that this browser signed but no service has settled yet. */
export function SpendPanel({ services, pot, onDone }: { readonly services: PaidServices; readonly pot: bigint | null; readonly onDone: () => void }) {
  const t = useTranslations('playground.spend')
  const prepay = usePrepay(services)
  const adding = useMutation({ mutationFn: async () => prepay(await services.plan((pot ?? 0n) + added)), onSuccess: onDone })
  const figures = services.figures()
  const left = figures.reduce((sum, { deposited, owed }) => sum + deposited - owed, pot ?? 0n)
  const unsettled = figures.reduce((sum, { owed, settled }) => sum + (owed > settled ? owed - settled : 0n), 0n)
  const answers = figures.reduce((sum, one) => sum + one.answers, 0)
  const stopped = figures.filter(({ fault }) => fault !== null)
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3">
        <dl className="pkv">
          <dt>{t('left')}</dt>
          <dd>
            {pot === null ? '–' : `${balanceText(left)}\u00a0PT`}
            {pot !== null && <About units={left} />}
          </dd>
          <dt>{t('unsettled')}</dt>
          <dd>
            {amountText(unsettled)}&nbsp;PT
            <About units={unsettled} />
          </dd>
          <dt>{t('answers')}</dt>
          <dd>{answers}</dd>
        </dl>
        {stopped.length > 0 && <Callout tone="warn">{t('stopped', { count: stopped.length })}</Callout>}
        <div className="row wrap">
          <Button size="sm" disabled={pot === null || adding.isPending} onClick={() => adding.mutate()}>
            {adding.isPending ? t('adding') : t('add')}
          </Button>
          <Button size="sm" asChild>
            <Link href="/usage">{t('exit')}</Link>
          </Button>
        </div>
        {adding.isError && (
          <Callout tone="warn" alert>
            {walletProblemOf(adding.error).sentence} <ErrorCode code={walletProblemOf(adding.error).code} />
          </Callout>
        )}
        <p className="t12 dim">{t('text')}</p>
      </div>
    </Panel>
  )
}
