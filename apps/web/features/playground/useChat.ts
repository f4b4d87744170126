import { answerPieces, type PaidServices } from '@infinitio/sdk/services'
import { useRef, useState } from 'react'
import { type ChatMessage, type ChatSettings, sentBodyOf } from '#web/features/playground/chat.ts'
import { noteMeasured } from '#web/parts/services/measured.ts'

type Answer = Extract<ChatMessage, { readonly role: 'assistant' }>

/** A chat with one model. */
export type Chat = {
  readonly messages: readonly ChatMessage[]
  readonly isWriting: boolean
  /** Sends a message, and resolves when its answer has ended. */
  readonly send: (content: string, request: { readonly model: string; readonly settings: ChatSettings }) => Promise<void>
  readonly stop: () => void
  readonly clear: () => void
}

const url = 'https://models.invalid/v1/chat/completions'
const none: Answer = { role: 'assistant', content: '', state: 'writing', receipt: null, error: null }

/** Returns a chat in which these services are paid. Messages are sent only to the service that answers, and they are not stored. */
export function useChat(services: PaidServices): Chat {
  const [messages, setMessages] = useState<readonly ChatMessage[]>([])
  const [isWriting, setIsWriting] = useState(false)
  const abort = useRef<AbortController | null>(null)
  const change = (changed: (answer: Answer) => Partial<Answer>) =>
    setMessages((before) => before.map((one, at) => (at === before.length - 1 && one.role === 'assistant' ? { ...one, ...changed(one) } : one)))

  async function send(content: string, { model, settings }: Parameters<Chat['send']>[1]): Promise<void> {
    const asked: readonly ChatMessage[] = [...messages, { role: 'user', content }]
    const own = new AbortController()
    abort.current = own
    setMessages([...asked, none])
    setIsWriting(true)
    try {
      const body = sentBodyOf({ model, messages: asked, settings })
      const response = await services.fetch(url, { method: 'POST', body, signal: own.signal })
      for await (const piece of answerPieces(response)) change((answer) => ({ content: answer.content + piece }))
      const receipt = await services.receiptOf(response)
      if (receipt !== null)
        noteMeasured(receipt.service, { firstMs: receipt.firstMs, wholeMs: receipt.wholeMs, tokens: receipt.receipt.units.output })
      change(() => ({ state: 'done', receipt }))
    } catch (error) {
      change(() => (own.signal.aborted ? { state: 'stopped' } : { state: 'failed', error }))
    } finally {
      setIsWriting(false)
    }
  }

  return {
    messages,
    isWriting,
    send,
    stop: () => abort.current?.abort(),
    clear() {
      abort.current?.abort()
      setMessages([])
    },
  }
}
