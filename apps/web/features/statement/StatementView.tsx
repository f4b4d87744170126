'use client'
import Link from 'next/link'
import type { AccountStatementWire } from '@infinitio/domain/wire'
import { statementCsv } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { Download, ReceiptText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { LeaseCosts } from '#web/features/statement/LeaseCosts.tsx'
import { ServiceCosts } from '#web/features/statement/ServiceCosts.tsx'
import { TaskSums } from '#web/features/statement/TaskSums.tsx'
import { monthSums } from '#web/features/statement/monthSums.ts'
import { lastMonths } from '#web/features/statement/lastMonths.ts'
import { statementQuery } from '#web/features/statement/statementQuery.ts'
import { StatementTable } from '#web/features/wallet/StatementTable.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { saveFile } from '#web/parts/download/saveFile.ts'
import { About } from '#web/parts/format/About.tsx'
import { roundedAmountText } from '#web/parts/format/amountText.ts'
import { monthText } from '#web/parts/format/monthText.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'

const monthsBack = 24

/**
 * Shows the account's balance in the Market month by month: its sums, the cost of its leases and of AI services, each movement in a final block with its
 * transaction, and an export as a file. The list of months goes back to the first block, but at most 24 months.
 */
export function StatementView({ now }: { readonly now: number }) {
  return (
    <main className="page p-wallet">
      <SignInGate isPage waiting={<Waiting />}>
        <StatementPage now={now} />
      </SignInGate>
    </main>
  )
}

function StatementPage({ now }: { readonly now: number }) {
  const t = useTranslations('wallet.monthly')
  const recent = lastMonths(now, monthsBack)
  const [month, setMonth] = useState(recent[0] ?? '')
  const [firstMonth, setFirstMonth] = useState('')
  const query = useQuery(statementQuery(browserApi, month))
  useLiveTopic('wallet')
  const { data } = query
  // Store the account's first month, because while another month loads there is no answer that contains it.
  if (data !== undefined && data.firstMonth !== firstMonth) setFirstMonth(data.firstMonth)
  const months = recent.filter((one) => one >= firstMonth)
  return (
    <>
      <header className="wh">
        <h1>{t('title')}</h1>
        <Link className="link t13" href="/wallet">
          {t('back')}
        </Link>
      </header>
      <div className="row wrap g2 mb-5">
        <MonthSelect label={t('month')} months={months} month={month} onMonth={setMonth} />
        <Button
          disabled={data === undefined}
          onClick={() => data !== undefined && saveFile({ name: `infinitio-wallet-${month}.csv`, text: statementCsv(data) })}
        >
          <Download className="i s" aria-hidden />
          {t('csv')}
        </Button>
      </div>
      <QueryView query={query} failed={t('failed')} skeleton={<Waiting />}>
        {(statement) => <Month statement={statement} />}
      </QueryView>
    </>
  )
}

function Month({ statement }: { readonly statement: AccountStatementWire }) {
  const t = useTranslations('wallet.monthly')
  return (
    <div className="stack g4">
      <StatementSums statement={statement} />
      <LeaseCosts statement={statement} />
      <ServiceCosts statement={statement} side="services" />
      <ServiceCosts statement={statement} side="sales" />
      <TaskSums statement={statement} />
      <Panel title={t('lines')} note={t('note')}>
        {statement.lines.length === 0 ? (
          <StateBox kind="empty" icon={ReceiptText} title={t('empty')}>
            {t('emptyText')}
          </StateBox>
        ) : (
          <StatementTable isUtc lines={statement.lines.map((line) => ({ ...line, final: true }))} />
        )}
      </Panel>
    </div>
  )
}

function Waiting() {
  return (
    <div className="panel stack g4 p-4" aria-hidden>
      {[1, 2, 3, 4, 5].map((row) => (
        <Skeleton key={row} width="100%" height={28} />
      ))}
    </div>
  )
}

/** Shows the sums of a month: opening balance, incoming amounts, outgoing amounts and closing balance. */
function StatementSums({ statement }: { readonly statement: AccountStatementWire }) {
  const t = useTranslations('wallet.monthly')
  const { month, opening, came, went, closing, finalBlock, complete } = statement
  const shown = monthSums(statement)
  const pt = (units: bigint) => `${roundedAmountText(units, shown.digits)} PT`
  return (
    <Panel title={t('sums', { month: monthText(month) })}>
      <div className="panel-body">
        <div className="lines">
          <div>
            <span>{t('opening')}</span>
            <span>
              {pt(shown.opening)}
              <About units={opening} />
            </span>
          </div>
          <div>
            <span>{t('came')}</span>
            <span>
              {shown.came === 0n ? pt(0n) : `+${pt(shown.came)}`}
              <About units={came} />
            </span>
          </div>
          <div>
            <span>{t('went')}</span>
            <span>
              {shown.went === 0n ? pt(0n) : `−${pt(shown.went)}`}
              <About units={went} />
            </span>
          </div>
          <div className="total">
            <span>{t('closing')}</span>
            <span>
              <b>{pt(shown.closing)}</b>
              <About units={closing} />
            </span>
          </div>
        </div>
        <p className="t12 dim mt-2">{t(complete ? 'complete' : 'goesOn', { block: String(finalBlock) })}</p>
      </div>
    </Panel>
  )
}

type MonthSelectProps = {
  readonly label: string
  /** Months as the API writes them, newest first. */
  readonly months: readonly string[]
  readonly month: string
  readonly onMonth: (month: string) => void
}

/** Selects the month of a statement. */
function MonthSelect({ label, months, month, onMonth }: MonthSelectProps) {
  return (
    <SelectInput aria-label={label} value={month} onChange={(event) => onMonth(event.target.value)}>
      {months.map((one) => (
        <option key={one} value={one}>
          {monthText(one)}
        </option>
      ))}
    </SelectInput>
  )
}
