const mostText = 200

/**
 * Returns at most 200 characters of a text that anybody may have written. Removes characters that
 * move the cursor or reverse the direction of the text.
 */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, '').slice(0, mostText)
}

/** Returns a text of several lines without the characters that `plainText` removes. Keeps the line breaks. */
export function plainLines(text: string): string {
  return (
    text
      .split('\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
      .map((line) => line.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]+/g, ''))
      .join('\n')
  )
}
