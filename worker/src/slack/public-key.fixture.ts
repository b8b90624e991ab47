/** SSH keys made for the tests alone by `ssh-keygen`; nobody lets them in. */

/** Type and base64, and the fingerprint that `ssh-keygen -l` prints. */
export const PUBLIC_KEYS: readonly (readonly [line: string, fingerprint: string])[] = [
  [
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGY4w3RcOIxymc8gsxoz0GTFo8pmMtSns7sRAVq7RvrN",
    "SHA256:fGLaKVBazZIKYdrI6jiWkvtys0w80idk6lGvypQfK94",
  ],
  [
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQCfhZIJzEHEdopARwGPoikPsvoPSxaZS5HojR9L8vW2rGdilzu55kKIhOm467pK1a/Rs3gDYfulsinuFIlN9arDV5tZlZfkf0QHlXs5aEdlcwV6jhURtgWEmSxUREM2el21G1AEyLr8qCLoBV5+oMs/AsE99d88TMV++/piaFr0SQZhKAIk8z9o1DmdZM7hhlIfYnUrgdfUozMywcyg5YnVXs/8FBI1S4Bfn6H9dUdejpW7E2vc85FY87GHIVnS/LHCiQDtH45NGwfPb7hko40ahinxzSVLa6LjyhNHg3HSw4P8fDZPahk01UxVAOoEjq8QgAd23rmfsnlKtoIb0JEF",
    "SHA256:g8h70xRgZW4hGagiKdPyyaNCWbY8OQVmKnW/MxykF5c",
  ],
  [
    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAACAQDSuuSBJ9Op7GoaMqb2qGMVS+MFuCLpQCAGoRXoCGDi0mP7sPKSuKZ+DzPJyu9gUAzu5nrNCkRtBzLYHlEkdfUuL1ApgpEXAmSFUbSJdETQv01M7HqGH/7P3OuCRuIfUN2ZgfnYKE9mp37Blj7F3EpEHXN06JC9BokLuJ4mkIydu18hbaMS7YZdRCconMa5sn60jWdob3XwMg5EyVl4sTk/1JZ+Vqea5Eo9lnSjQSrQ+jAaREhPRgC3L0qL+Tx8mIlqhVgkBOP9cE2385NmHp5I1XCs4KDui3020pW734xcrAZ9o/+o4xP04YIdEXSop+gdFuXifCtBhM5/k8pxGsfWBqqiGnpvQEgwwrSCGyTaDiUfq7jFnfJh2Kkt8120nGEkkeKbqMQqTe8IOUi9hRmAHr2DsK7qNTn/lI8byPI8obGNa7hPbkiS/J9tdjwj5Daf9vkU+ZTbeSGjfdRe/f64ZBQ/Oes9SKQC1rQzRRq3ACFa0NLegUQsRCd2CEsVFUJsi1MLzvBX5i0zNZNSc7F7rT0d6QmQnP1ACixfo3Y1BiQDOLXg5fch2TDnJJECBSIDPwuMXf4hAxbHVSsoIGog3ybk7JU2pOQIkzopSisxv4Qo5CdEwaIluOOfQLjoLJmORRcl5l0Gj1mRfE0bZZpRdY2oxUb6EaHPiUqWhqIlVw==",
    "SHA256:5D+Aeyof6fPunDZrxmaXXIBQd096mVpOtu/mGT2yneM",
  ],
  [
    "ecdsa-sha2-nistp256 AAAAE2VjZHNhLXNoYTItbmlzdHAyNTYAAAAIbmlzdHAyNTYAAABBBHqQksn1kXOwCtComfukq93CudLoEIYDIUs5M3/nxk1Jqyayk0G1aOAI0JwTABhIdag5loxlF2TrzwpOC8qfszo=",
    "SHA256:7JUAk0BxD4chj3JkuXxXqCOGmS+/Oki14NiT7PkEUDI",
  ],
  [
    "ecdsa-sha2-nistp384 AAAAE2VjZHNhLXNoYTItbmlzdHAzODQAAAAIbmlzdHAzODQAAABhBH1y6dGEjOOyF0AzwlqZ3FFYt2s0IGPoz5vg33sg7nDP7d6WKeL7bZTMTzOmkkZY2GcJK6DoB5kq5DcsGbX9VeToZeNQC28GLDziESoXQZPQjJyI/jk6irAnyssD76xb6Q==",
    "SHA256:EHMUCLd8JuKrGS27Djm7oGm8j9GQNl6EeqQHglF33j8",
  ],
  [
    "ecdsa-sha2-nistp521 AAAAE2VjZHNhLXNoYTItbmlzdHA1MjEAAAAIbmlzdHA1MjEAAACFBAGZ3eV8Y/zroQBqC88s2EyZwXqXHmY8BdDwE7pTwyFbZj496B1Y9eR5hk0XiNRJrz81ZLTW9Lpo3QErVt7Kdp/u6wDJrHE23lJ5GYW7NCq+X0Cfm7gDBkP5AFQQpoxMYSLek9q/inZBZFuq735kZ5Js5DYUhtl5keugZ1wasQ4pNTmtHA==",
    "SHA256:5tSQbW0m2Cah6JBWm2LxUPHtntt85TCp5W1/3TTUIwM",
  ],
  [
    "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29tAAAAIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gAAAABHNzaDo=",
    "SHA256:nX0hpi5mKbTIJ10yBq5/sLQhiI1Y0RBAqN0drDdgJWs",
  ],
  [
    "sk-ecdsa-sha2-nistp256@openssh.com AAAAInNrLWVjZHNhLXNoYTItbmlzdHAyNTZAb3BlbnNzaC5jb20AAAAIbmlzdHAyNTYAAABBBHqQksn1kXOwCtComfukq93CudLoEIYDIUs5M3/nxk1Jqyayk0G1aOAI0JwTABhIdag5loxlF2TrzwpOC8qfszoAAAAHc3NoOmdwdQ==",
    "SHA256:5A+v0tJpIRFR4FNyKSJMVdUosLFvEBMH2ilGHhV8jW4",
  ],
];

export const ED25519 =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGY4w3RcOIxymc8gsxoz0GTFo8pmMtSns7sRAVq7RvrN";

/** RSA of 1024 bits. */
export const WEAK_RSA =
  "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQCmP/8QzxmRstrKe8V9RhiK/KTTpRUib1YjE3eQx+yRw+eEQ31CJbLHKf+7LUTl1OvPLiDnOhaCcujbJAmNVoqivtD9xqCXZ6SDObDAGzTma/VGurSlU494xyRuVSOwTAWphUB6IiK2keaYT39/JHGRg03E28aw0giM2+FBzmbEcQ==";

/** The private half of `ED25519`, in lines, as somebody pastes the wrong file. */
export const PRIVATE_ED25519 = [
  "-----BEGIN OPENSSH PRIVATE KEY-----",
  "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW",
  "QyNTUxOQAAACBmOMN0XDiMcpnPILMaM9BkxaPKZjLUp7O7EQFau0b6zQAAAJhJVYo5SVWK",
  "OQAAAAtzc2gtZWQyNTUxOQAAACBmOMN0XDiMcpnPILMaM9BkxaPKZjLUp7O7EQFau0b6zQ",
  "AAAEDgYFdfn87J7AXEvMhTrQLYq2am0V4ufTu7iC7Ve+1Sm2Y4w3RcOIxymc8gsxoz0GTF",
  "o8pmMtSns7sRAVq7RvrNAAAAD2FubkBleGFtcGxlLmNvbQECAwQFBg==",
  "-----END OPENSSH PRIVATE KEY-----",
].join("\n");
