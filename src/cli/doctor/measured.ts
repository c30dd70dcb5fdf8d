/** What is trained to measure a backend: parameters of the trainer `digits`. A slow backend gets smaller batches. */
export const MEASURED = { model: "compact", batch_norm: true, batch_size: 64 } as const;
