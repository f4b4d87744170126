'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { isSpent } from '#web/parts/transaction/isSpent.ts'
import { walletProblemOf } from '#web/parts/transaction/walletProblemOf.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'

export type TransactionButtonProps = {
  readonly label: string
  readonly disabled?: boolean
  /**
   * True if the contract accepts this transaction only once. After the transaction is mined, the button then stays disabled until the parent component has read
   * the new state and removes the button or gives it another key.
   */
  readonly once?: boolean
  /** The sentence that explains why the form cannot be sent, shown below the button; it also disables the button. Null if the form can be sent. */
  readonly reason?: string | null
  /** Id of a sentence elsewhere on the page that explains why the button is disabled. */
  readonly describedBy?: string | undefined
  readonly send: () => Promise<string>
  /** Called with the hash of the transaction after it is mined. */
  readonly onDone: (transaction: string) => void
  /** The sentence to show after the transaction is mined. Without it, the button shows a general sentence. */
  readonly done?: string | undefined
  /** True if the form was changed after the last transaction. The sentence about that transaction is then hidden, so that nobody reads it as one about the form. */
  readonly isChanged?: boolean
}

/**
 * A button that sends one transaction from the wallet. When the transaction is mined, says so with a link to it. If a contract rejects it, shows a sentence
 * about the error.
 */
export function TransactionButton({
  label,
  disabled = false,
  once = false,
  reason = null,
  describedBy,
  send,
  onDone,
  done,
  isChanged = false,
}: TransactionButtonProps) {
  const t = useTranslations('wallet')
  const queryClient = useQueryClient()
  const sending = useMutation({
    mutationFn: send,
    onSuccess: (transaction) => {
      void queryClient.invalidateQueries({ queryKey: ['wallet'] })
      onDone(transaction)
    },
  })
  return (
    <div className="stack">
      <SignerButton
        label={sending.isPending ? t('sending') : label}
        disabled={disabled || isSpent(sending.status, { once })}
        reason={sending.isPending ? null : reason}
        busy={sending.isPending}
        describedBy={describedBy}
        onSign={() => sending.mutate()}
      />
      {sending.isError && (
        <Callout tone="warn" alert>
          {walletProblemOf(sending.error).sentence} <ErrorCode code={walletProblemOf(sending.error).code} />
        </Callout>
      )}
      {sending.isSuccess && !isChanged && (
        <p className="t13 go" role="status">
          {done ?? t('mined')}{' '}
          <Link className="link" href={`/tx/${sending.data}`}>
            {t('transaction')}
          </Link>
        </p>
      )}
    </div>
  )
}
