'use client'
import dynamic from 'next/dynamic'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { isSignInAsked, onSignInAsked } from '#web/parts/session/signInRequest.ts'

const SignInDialog = dynamic(() => import('#web/features/session/SignInDialog.tsx').then((module) => module.SignInDialog), { ssr: false })

/** Loads the wallet code only when the user asks to sign in. */
export function SignInDialogHost() {
  const asked = useSyncExternalStore(onSignInAsked, isSignInAsked, () => false)
  const [everAsked, setEverAsked] = useState(false)
  useEffect(() => {
    if (asked) setEverAsked(true)
  }, [asked])
  return everAsked ? <SignInDialog open={asked} /> : null
}
