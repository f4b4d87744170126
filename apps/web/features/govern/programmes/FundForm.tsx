import { useFundProgramme } from '@infinitio/chain/react'
import { address, parsePt } from '@infinitio/domain'
import type { ProgrammesWire, ProgrammeWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type FundFormProps = { readonly contracts: NonNullable<ProgrammesWire['contracts']>; readonly items: readonly ProgrammeWire[] }

/**
 * The form for a sponsor's payment into an incentive programme (a budget from which machines of some kind are paid). Shows the amount, the budget after the
 * payment, and that nobody can withdraw the payment.
 */
export function FundForm(props: FundFormProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={320} />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ contracts, items }: FundFormProps) {
  const t = useTranslations('govern.programmes.fund')
  const why = useTranslations('reasons')
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const [emission, pToken] = [address(contracts.emission), address(contracts.pToken)]
  const acts = useTranslatedRefusals(useFundProgramme({ emission, pToken }, account))
  const [chosen, setChosen] = useState<number | null>(null)
  const [typed, setTyped] = useState('')
  const programme = items.find(({ id }) => id === chosen) ?? items[0]
  const amount = parsePt(typed)
  const isWhole = programme !== undefined && amount !== null && amount > 0n
  return (
    <ActPanel
      title={t('title')}
      text={t('text')}
      lines={[
        { name: t('network'), amount: t('two'), tone: 'small' },
        { name: t('then'), amount: exactPtText(BigInt(programme?.remaining ?? 0) + (amount ?? 0n)), tone: 'small' },
        { name: t('now'), amount: exactPtText(amount ?? 0n), tone: 'total' },
      ]}
      label={t('send')}
      reason={isWhole ? null : why('amount')}
      send={() => {
        if (!isWhole) throw new Error('a payment that is not whole has no button')
        return acts.fund({ programme: programme.id, amount })
      }}
      onDone={() => {
        setTyped('')
        void queryClient.invalidateQueries({ queryKey: ['govern'] })
      }}
    >
      <Field label={t('which')} hint={programme?.state === 'paused' ? t('paused') : undefined}>
        {(names) => (
          <SelectInput {...names} value={programme?.id ?? ''} onChange={({ target }) => setChosen(Number(target.value))}>
            {items.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      <Field label={t('amount')} error={typed !== '' && !isWhole ? t('amountWrong') : undefined}>
        {(names) => (
          <TextInput
            {...names}
            inputMode="decimal"
            autoComplete="off"
            maxLength={40}
            suffix="PT"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
    </ActPanel>
  )
}
