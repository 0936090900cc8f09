Console.Error.WriteLine("Training needs the TorchSharp packages: dotnet run -c Release -p:Engines=nuget --project examples/TorchSharpTraining -- FOLDER");
return 2;
