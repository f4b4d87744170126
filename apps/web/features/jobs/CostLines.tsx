import { useTranslations } from 'next-intl'
import { costTexts } from '#web/features/jobs/mostPtText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'

const parts = ['reward', 'checks', 'fees', 'baseFee', 'total'] as const

/** Shows the highest possible cost of a job's steps, one line for each part of the cost. The shown parts add up to the total. Amounts are in base units of PToken. */
export function CostLines({ cost }: { readonly cost: Readonly<Record<(typeof parts)[number], bigint>> }) {
  const t = useTranslations('jobs.approve')
  const { reward, checks, fees, baseFee } = cost
  const texts = costTexts({ reward, checks, fees, baseFee })
  const lines = parts.map((part) => ({ name: t(part), amount: texts[part], ...(part === 'total' ? { tone: part } : {}) }))
  return <MoneyLines lines={lines} />
}
