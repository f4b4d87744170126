'use client'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { gText } from '#web/parts/govern/tokenText.ts'
import { type MoneyExample, moneyExamples } from '#web/features/govern/proposals/moneyExample.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

/** Formats a rounded amount, because an example needs no further digits. */
const ptText = (units: bigint) => `${amountText(units)}\u00a0PT`

/** Shows what a proposal's parameters would mean in money, by examples. Shows nothing if none of them has an effect in money. */
export function ExamplePanel({ proposal: { calls } }: { readonly proposal: ProposalDetailWire }) {
  const t = useTranslations('govern.proposal.example')
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const dearest = catalogue?.classes.toSorted((one, other) =>
    BigInt(one.referencePricePerGpuSecond) < BigInt(other.referencePricePerGpuSecond) ? 1 : -1,
  )[0]
  const pricePerGpuSecond = dearest === undefined ? null : BigInt(dearest.referencePricePerGpuSecond)
  const examples = moneyExamples(calls?.flatMap(({ parameters }) => parameters) ?? [], { pricePerGpuSecond })
  if (examples.length === 0) return null
  return (
    <Panel title={t('title')}>
      <ul className="panel-body stack g2 t13">
        {examples.map((example) => (
          <li key={example.kind}>
            <Sentence example={example} className={dearest?.name ?? ''} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function Sentence({ example, className }: { readonly example: MoneyExample; readonly className: string }) {
  const t = useTranslations('govern.proposal.example')
  switch (example.kind) {
    case 'fee': {
      const { lease, before, after } = example
      return t('fee', { class: className, lease: ptText(lease), before: ptText(before), after: ptText(after) })
    }
    case 'shares': {
      const { fees, burned, treasury } = example
      const was = { burnedBefore: ptText(burned.before), treasuryBefore: ptText(treasury.before) }
      return t('shares', { fees: ptText(fees), ...was, burnedAfter: ptText(burned.after), treasuryAfter: ptText(treasury.after) })
    }
    case 'interest':
      return t('interest', { of: gText(example.of), before: gText(example.before), after: gText(example.after) })
    case 'rebate':
      return t('rebate', { of: ptText(example.of), before: ptText(example.before), after: ptText(example.after) })
  }
}
