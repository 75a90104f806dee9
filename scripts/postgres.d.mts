export declare const postgresFolder: () => string | undefined
