/**
 * What both of our SSH servers offer, most wanted first. Nothing the Terrapin attack (CVE-2023-48795) works on is among it, so that a client
 * without strict key exchange is safe too: no chacha20-poly1305, no CBC, no encrypt-then-MAC. Nothing with SHA-1, no compression (a small
 * packet would unpack to a large one before sign-in), and no group so large that a handshake is a way to keep the server busy (ADR 42).
 */
export const sshAlgorithms = {
  kex: [
    ...(['curve25519-sha256', 'curve25519-sha256@libssh.org', 'ecdh-sha2-nistp256', 'ecdh-sha2-nistp384', 'ecdh-sha2-nistp521'] as const),
    'diffie-hellman-group14-sha256',
  ],
  cipher: ['aes128-gcm@openssh.com', 'aes256-gcm@openssh.com', 'aes256-ctr', 'aes192-ctr', 'aes128-ctr'],
  hmac: ['hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
} as const
