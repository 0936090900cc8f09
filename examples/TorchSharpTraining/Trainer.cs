using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharpTraining;

/// <summary>Takes the steps of a training and judges the network by the images held out.</summary>
internal sealed class Trainer : IDisposable
{
    private const int ValidationBatch = 500;

    private readonly FashionNet _network;
    private readonly TrainingImages _images;
    private readonly TrainingPlan _plan;
    private readonly BatchWriter _batches;

    public Trainer(FashionNet network, TrainingImages images, TrainingPlan plan)
    {
        _network = network;
        _images = images;
        _plan = plan;
        _batches = new BatchWriter(images.Images);
        Parameter[] all = [.. network.parameters()];
        var decayed = new SGD.ParamGroup([.. all.Where(weight => weight.ndim > 1)], new SGD.Options { weight_decay = plan.Decay });
        var free = new SGD.ParamGroup([.. all.Where(weight => weight.ndim <= 1)], new SGD.Options { weight_decay = 0 });
        Optimizer = optim.SGD([decayed, free], plan.Rate, momentum: 0.9, nesterov: true);
    }

    /// <summary>Stochastic gradient descent with momentum; its state is part of a checkpoint.</summary>
    public SGD Optimizer { get; }

    /// <summary>Trains on from a position to the end of its epoch, or until it is told to stop.</summary>
    /// <param name="start">Where the training stands.</param>
    /// <param name="progress">Hears the position after every step.</param>
    /// <param name="stop">Ends the epoch after the step that is under way.</param>
    /// <returns>Where the training stands then.</returns>
    public Position RunEpoch(Position start, Action<Position> progress, CancellationToken stop)
    {
        int[] order = _images.OrderOf(start.Epoch, _plan);
        Position position = start;
        _network.train();
        while (position.Step < _images.Steps && !stop.IsCancellationRequested)
        {
            position = Step(position, order.AsSpan(position.Step * _plan.Batch, _plan.Batch));
            progress(position);
        }

        return position;
    }

    /// <summary>The share of the images held out that are classified right.</summary>
    public double Validate()
    {
        _network.eval();
        using IDisposable guard = no_grad();
        long hits = 0;
        foreach (int[] chosen in _images.HeldOut.Chunk(ValidationBatch))
        {
            using DisposeScope scope = NewDisposeScope();
            (Tensor images, Tensor labels) = _batches.Write(chosen, random: null);
            hits += Hits(_network.call(images), labels);
        }

        return (double)hits / _images.HeldOut.Count;
    }

    public void Dispose() => Optimizer.Dispose();

    private Position Step(Position position, ReadOnlySpan<int> chosen)
    {
        using DisposeScope scope = NewDisposeScope();
        double rate = _plan.RateAt((position.Epoch + ((double)position.Step / _images.Steps)) / _plan.Epochs);
        foreach (optim.ILearningRateController group in Optimizer.ParamGroups)
        {
            group.LearningRate = rate;
        }

        Random random = TrainingImages.RandomOf(position.Epoch, position.Step, _plan);
        (Tensor images, Tensor labels) = _batches.Write(chosen, random);
        Tensor scores = _network.call(images);
        Tensor loss = nn.functional.cross_entropy(scores, labels, label_smoothing: _plan.Smoothing);
        Optimizer.zero_grad();
        loss.backward();
        Optimizer.step();
        return position with
        {
            Step = position.Step + 1,
            Loss = position.Loss + loss.item<float>(),
            Hits = position.Hits + Hits(scores, labels),
        };
    }

    private static long Hits(Tensor scores, Tensor labels) => scores.argmax(1).eq(labels).sum().item<long>();
}
