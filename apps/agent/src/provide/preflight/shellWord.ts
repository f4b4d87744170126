/** Returns a word in the form that a shell needs: unchanged if no character has a meaning for a shell, otherwise in single quotes. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
