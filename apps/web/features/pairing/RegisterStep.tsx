import type { ChainAddresses } from '@infinitio/chain'
import { useRegisterMachine } from '@infinitio/chain/react'
import type { PairedMachineWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

type RegisterStepProps = { readonly addresses: ChainAddresses; readonly machine: PairedMachineWire; readonly onDone: () => void }

/** Registers the machine on the chain with the wallet. */
export function RegisterStep({ addresses, machine, onDone }: RegisterStepProps) {
  const t = useTranslations('pair.register')
  const tLine = useTranslations('bond.line')
  const register = useRegisterMachine(addresses)
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3 t13">
        <p>{t('text')}</p>
        <MoneyLines
          lines={[
            { name: tLine('network'), amount: tLine('one'), tone: 'small' },
            { name: tLine('fee'), amount: `${amountText(0n)} PT`, tone: 'total' },
          ]}
        />
        <TransactionButton label={t('button')} disabled={false} send={() => register(machine)} onDone={onDone} />
      </div>
    </Panel>
  )
}
