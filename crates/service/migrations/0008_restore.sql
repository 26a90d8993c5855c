CREATE TABLE restore (
    -- That the ledger was put back from a copy. Each begins an epoch of the logs; none is ever removed.
    organisation bytea NOT NULL,
    epoch        bigint NOT NULL,
    began_at     bigint NOT NULL,
    confirmed_at bigint,                    -- when somebody said that it is whole, or as whole as it will be
    because      text,                      -- why, where it was confirmed though something was missing
    PRIMARY KEY (organisation, epoch)
);

CREATE TABLE restored_device (
    -- A laptop that was here after a restore and has nothing left that the service lacks, as far as it can give it.
    organisation bytea NOT NULL,
    epoch        bigint NOT NULL,
    device       bytea NOT NULL,
    reported_at  bigint NOT NULL,
    batches      bigint NOT NULL,           -- how many of its batches had come since the restore
    -- The newest batch that was signed on it; 0 where it did not say.
    incarnation  bigint NOT NULL,
    number       bigint NOT NULL,
    PRIMARY KEY (organisation, epoch, device)
);
