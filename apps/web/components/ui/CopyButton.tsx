'use client'
import { Check, Copy } from 'lucide-react'
import { useState } from 'react'

/**
 * Copies a text and briefly confirms it. Without `text`, copies the code of the block that contains the button. `label` names the copied thing;
 * `doneLabel` confirms the copy.
 */
export function CopyButton({ text, label, doneLabel }: { readonly text?: string; readonly label: string; readonly doneLabel: string }) {
  const [copied, setCopied] = useState(false)
  async function copy(button: HTMLElement): Promise<void> {
    await navigator.clipboard.writeText(text ?? button.closest('.codeblock')?.querySelector('code')?.textContent?.trimEnd() ?? '')
    setCopied(true)
    window.setTimeout(() => setCopied(false), 1_500)
  }
  return (
    <button type="button" className="btn ghost icon sm" aria-label={copied ? doneLabel : label} onClick={(event) => void copy(event.currentTarget)}>
      {copied ? <Check className="i s go" aria-hidden /> : <Copy className="i s" aria-hidden />}
    </button>
  )
}
