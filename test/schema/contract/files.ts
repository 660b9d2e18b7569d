export const PRISMA = `
generator client { provider = "prisma-client-js" }
datasource db {
  provider = "postgresql"
  url      = "postgres://localhost//app" // not a comment before this
}

/// An invoice
model Invoice {
  id        Int      @id @default(autoincrement())
  total     Decimal? @map("total_amount") @db.Decimal(12, 2)
  status    Status   @default(OPEN)
  lines     Line[]
  tags      String[]
  secret    String?  @ignore
  position  Unsupported("point")?
  @@index([
    total,
    status
  ])
  @@map("invoices")
  @@schema("billing")
}

model Line {
  id        Int     @id
  invoice   Invoice @relation(fields: [invoiceId], references: [id])
  invoiceId Int
}

model Legacy {
  id Int @id
  @@ignore
}

enum Status {
  OPEN @map("open")
  PAID
  @@map("invoice_status")
}
`;

export const JOURNAL = JSON.stringify({
  entries: [
    { idx: 0, tag: '0000_init' },
    { idx: 1, tag: '0001_more' },
  ],
});
export const SNAPSHOT = JSON.stringify({
  version: '7',
  dialect: 'postgresql',
  tables: {
    'public.invoices': {
      name: 'invoices',
      schema: '',
      columns: {
        id: { name: 'id', type: 'integer', identity: { type: 'always' } },
        total: { name: 'total', type: 'numeric', generated: { as: 'subtotal + tax', type: 'stored' } },
        tax: { name: 'tax', type: 'numeric' },
      },
    },
  },
  enums: { 'public.mood': { name: 'mood', schema: 'public', values: ['calm'] } },
  views: { 'public.sums': { name: 'sums', schema: 'public', columns: { tax: { name: 'tax', type: 'numeric' } } } },
});

export const TYPES = `export type Json = string | number | { [key: string]: Json | undefined } | Json[]

export type Database = {
  // Allows to automatically instantiate createClient with right options
  __InternalSupabase: {
    PostgrestVersion: "13.0.4"
  }
  public: {
    Tables: {
      invoices: {
        Row: {
          id: number
          total: number | null
          meta: Json
        }
        Insert: {
          id?: never
          total?: number | null
          meta?: Json
        }
        Update: {
          id?: never
          total?: number | null
          meta?: Json
        }
        Relationships: [
          {
            foreignKeyName: "invoices_customer_fkey"
            columns: ["customer"]
            isOneToOne: false
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      sum_of: { Args: { a: number }; Returns: number }
    }
    Enums: {
      mood: "calm" | "cr\\"oss"
    }
    CompositeTypes: {
      [_ in never]: never
    }
  }
}
`;
